import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts real processes takes longest, so it begins first and no worker is left alone with it at the end. */
class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const starts = ({ moduleId }: TestSpecification): boolean => /\/test\/(?:faults|host|e2e)\//.test(moduleId);
    return [...sorted.filter(starts), ...sorted.filter((file) => !starts(file))];
  }
}

const STARTS_GIT = ['test/{attach,look}/**/*.test.ts', 'test/cli/review.test.ts', 'test/docs/{commands,results}.test.ts'];

export default defineConfig({
  test: {
    // Against hangs only. With real times a test tries hundreds of attacks, each with programs of its own, and Node 20
    // copies the worker's page tables for each of them: 60 ms for a gigabyte, twice that where another worker is busy.
    testTimeout: process.env['CODEX_OAUTH_REAL_TIMES'] === '1' ? 120_000 : 30_000,
    hookTimeout: 60_000,
    // For two cores: a third uses what the others wait. Not beside the real programs, whose screens have times.
    maxWorkers: process.env['CODEX_OAUTH_HOST_TESTS'] === '1' ? 2 : 3,
    projects: [
      // No test replaces a module, and what it replaces of the platform it puts back: so a worker loads everything once,
      // not for each of a hundred files.
      { extends: true, test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: STARTS_GIT } },
      // Except for what starts git hundreds of times, which is twice as quick in a small worker: Node 20 copies the page
      // tables of all that the files before it left there.
      { extends: true, test: { name: 'small', isolate: true, include: STARTS_GIT } },
    ],
    sequence: { sequencer: ProcessesFirst },
    restoreMocks: true,
  },
});
