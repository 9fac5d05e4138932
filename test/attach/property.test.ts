import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretName } from '../../src/attach/secrets/names.ts';
import type { Gathered } from '../../src/attach/gathering.ts';
import { AppError } from '../../src/system/errors.ts';
import { gatherIn, git, githubToken, makeFolder, plant, sentText } from './support.ts';
import { realTimes } from '../support/real.ts';

const RUNS = realTimes ? 80 : 30;
const OUTSIDE = 'OUTSIDE-OF-THE-WORKSPACE';
const SECRET = 'CONTENT-OF-A-SECRET-FILE';

const folder = fc.constantFrom('a', 'b', '.ssh', 'x y');
/** One of the words. */
const oneOf = (words: string): fc.Arbitrary<string> => fc.constantFrom(...words.split(' '));
const name = oneOf('f.ts g.ts .env id_rsa .env.example k.pem h:3 [i].ts -rf z.min.js');
const place = fc
  .tuple(fc.array(folder, { maxLength: 2 }), name)
  .map(([folders, file]) => [...folders, file].join('/'));
const content = fc.oneof(
  fc.array(fc.string({ maxLength: 12 }), { maxLength: 12 }).map((lines) => lines.join('\n')),
  fc.constant(`one\nconst t = "${githubToken}";\n`),
  fc.constant('word\n'.repeat(300)),
);
/** Where links lead: inside, above, outside, in circles. */
const target = oneOf('.. ../.. OUT OUT/s.txt a a/f.ts b .env .ssh / /proc/self/environ self');
const segment = fc.oneof(oneOf('a b .ssh .. . * ** f.ts .env l0 l1 s.txt *.{ts,pem} [!x]*'), fc.constant(''));
const entry = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', 'ROOT/', 'OUT/', '../', '\\\\', 'allow-secret'),
    fc.array(segment, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '', ':1', ':2-3', ':2-', '/'),
  )
  .map(([head, parts, tail]) => (head === 'allow-secret' ? '!' : head) + parts.join('/') + tail);

interface Truth {
  readonly base: string;
  readonly budgetBytes: number;
  readonly tree: ReadonlyMap<string, string>;
}

function check(gathered: Gathered, { base, budgetBytes, tree }: Truth): void {
  const text = sentText(gathered);
  for (const never of [OUTSIDE, SECRET, githubToken, base]) expect(text).not.toContain(never);
  const parts = gathered.parts.map((p) => (p.type === 'input_text' ? p.text : ''));
  expect(Buffer.byteLength(parts.join(''))).toBe(gathered.bytes);
  expect(gathered.bytes).toBeLessThanOrEqual(budgetBytes);
  for (const part of parts) {
    const header = /^--- File (.+?) \(lines? /.exec(part);
    const source = tree.get(header?.[1] ?? '')?.split('\n');
    if (!source) continue;
    for (const line of part.split('\n').slice(1)) {
      const [number = '', shown = ''] = line.split(/\t(.*)/s);
      expect(shown).toBe(source[Number(number) - 1]?.replace(/\r$/, ''));
    }
  }
}

describe.skipIf(process.platform === 'win32')('for any tree and any request', () => {
  it('nothing outside the workspace and nothing withheld is sent, within the budget, with true line numbers', async () => {
    const base = await makeFolder();
    const outside = path.join(base, 'outside');
    await plant(outside, { 's.txt': OUTSIDE, 'f.ts': OUTSIDE, '.env': OUTSIDE, 'a/f.ts': OUTSIDE });
    let run = 0;
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, content), { maxLength: 10 }),
        fc.array(target, { maxLength: 3 }),
        fc.array(entry, { minLength: 1, maxLength: 4 }),
        fc.option(fc.constantFrom('uncommitted', 'staged', 'unstaged', 'HEAD'), { nil: undefined }),
        fc.oneof(fc.constant(100_000), fc.integer({ min: 0, max: 6_000 })),
        fc.boolean(),
        async (files, links, entries, diff, budgetBytes, checkout) => {
          run += 1;
          const root = path.join(base, `run-${run}`);
          const tree = new Map<string, string>();
          for (const [file, text] of files) {
            const clash = [...tree.keys()].some((t) => t.startsWith(`${file}/`) || file.startsWith(`${t}/`));
            if (!clash) tree.set(file, secretName(file) === undefined ? text : `${SECRET}\n${text}`);
          }
          await plant(root, { 'seed.txt': 'seed\n', ...Object.fromEntries(tree) });
          const real = (text: string): string => text.replace('OUT', outside).replace('ROOT', root);
          for (const [i, to] of links.entries()) await symlink(real(to), path.join(root, `l${i}`));
          if (checkout) {
            git(root, 'init', '-q');
            git(root, 'add', 'seed.txt');
            git(root, 'commit', '-q', '-m', 'seed');
            await writeFile(path.join(root, 'seed.txt'), 'changed\n');
          }
          const limits = { budgetBytes, ...(diff === undefined ? {} : { diff }) };
          // Together, and each by itself: one entry that leads nowhere refuses them all.
          for (const files of [entries, ...entries.map((e) => [e]), ['**']]) {
            const gathered = await gatherIn(root, { files: files.map(real), ...limits }).catch(
              (error: unknown) => {
                expect(error).toBeInstanceOf(AppError);
                return undefined;
              },
            );
            if (!gathered) continue;
            sent += gathered.attached.length;
            check(gathered, { base, budgetBytes, tree });
          }
        },
      ),
      { numRuns: RUNS },
    );
    // Two or three a run as a rule: the assertions above have had something to judge.
    expect(sent).toBeGreaterThan((RUNS * 3) / 8);
  }, 180_000);
});
