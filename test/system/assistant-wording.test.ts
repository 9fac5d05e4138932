import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/sandbox.ts';

/** What speaks to an assistant. An assistant may have no `codex-oauth` on its PATH, so it is told of tools only. */
const ROOMS = ['ask', 'attach', 'login', 'mcp', 'oauth', 'system', 'threads'];
/** A page in the browser, which a person reads; the table of what each face says; a command for another program. */
const OTHERS = ['src/oauth/pages.ts', 'src/system/wording.ts', 'src/mcp/tools/own.ts'];

test('no sentence for an assistant names a command of ours', () => {
  const found = ROOMS.flatMap((room) =>
    readdirSync(path.join(ROOT, 'src', room), { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join('src', room, name.replaceAll('\\', '/')))
      .filter((file) => file.endsWith('.ts') && !OTHERS.includes(file))
      .flatMap((file) => {
        const text = readFileSync(path.join(ROOT, file), 'utf8').replace(
          /onlyIn\(\s*'terminal',[^)]*\)/g,
          '',
        );
        return text.split('\n').filter((line) => /^(?!\s*(?:\*|\/\/)).*`codex-oauth [a-z]/.test(line));
      }),
  );
  expect(found).toEqual([]);
});
