import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { nameOf } from '../../src/ask/consent.ts';
import type { Question } from '../../src/ask/question.ts';
import { readSettings } from '../../src/settings.ts';
import { githubToken, makeFolder } from '../attach/support.ts';
import { refusal } from '../threads/support/store.ts';
import { asker, RESPONSES, simulate, type Asker } from './asker.ts';

const SECRET = 'KEY=value-of-mine';
const schema = (secret: string) => ({
  type: 'object',
  properties: { a: { type: 'string', description: secret } },
});

/** Somebody with a secret file, and what the server was told. */
async function home(options: Parameters<typeof asker>[1] = {}) {
  const simulator = await simulate();
  const dir = await makeFolder({ '.env': SECRET, 'a.ts': `const t = "${githubToken}";\n` });
  const requests = () => simulator.requests('POST', RESPONSES);
  return {
    dir,
    roots: [dir],
    a: await asker(simulator, options),
    sent: () => JSON.stringify(requests().at(-1)?.body ?? {}),
    count: () => requests().length,
    total: () => simulator.log.length,
  };
}

/** Everything that is on disk of threads. */
async function stored({ threads }: Asker): Promise<string> {
  const names = await readdir(threads.dir).catch(() => []);
  return (await Promise.all(names.map((name) => readFile(path.join(threads.dir, name), 'utf8')))).join('');
}

const FINDS: readonly (readonly [what: string, asked: Partial<Question>, code: string])[] = [
  ['a file that the caller wants let through', { files: ['allow-secret:.env'] }, 'context.secret'],
  ['a key in such a file', { files: ['allow-secret:a.ts'] }, 'context.secret'],
  ['the prompt', { prompt: `why\n${githubToken}` }, 'context.secret_in_prompt'],
  ['the system prompt', { systemPrompt: `use ${githubToken}` }, 'context.secret_in_prompt'],
  ['the schema', { outputSchema: schema(githubToken) }, 'context.secret_in_prompt'],
  [
    'a name in the schema',
    { outputSchema: { type: 'object', properties: { [githubToken]: {} } } },
    'context.secret_in_prompt',
  ],
];

describe.each(FINDS)('with a secret in %s', (_what, asked, code) => {
  it('nothing leaves the machine where nobody can be asked, or nobody answers', async () => {
    const { a, roots, total } = await home();
    for (const confirm of [undefined, () => Promise.resolve(undefined)]) {
      const error = await refusal(a.ask({ roots, ...asked }, { confirm }));
      expect(error).toMatchObject({ kind: 'input', code });
      expect(error.message).not.toContain(githubToken);
    }
    expect(total()).toBe(0);
  });

  it('nothing leaves the machine after a no', async () => {
    const { a, roots, total } = await home();
    const error = await refusal(a.ask({ roots, ...asked }, { confirm: () => Promise.resolve(false) }));
    expect(error.code).toBe('context.secret_declined');
    expect(total()).toBe(0);
  });

  it('a yes sends it, and no file of ours keeps it', async () => {
    const { a, roots, count, sent } = await home();
    const questions: string[] = [];
    const confirm = (found: readonly Parameters<typeof nameOf>[0][]): Promise<boolean> => {
      // Asked before anything has left.
      expect(count()).toBe(0);
      questions.push(found.map(nameOf).join());
      return Promise.resolve(true);
    };
    const answer = await a.ask({ roots, ...asked }, { confirm });
    expect(sent()).toMatch(asked.files?.[0] === 'allow-secret:.env' ? SECRET : githubToken);
    expect(questions).toHaveLength(1);
    expect(questions.join()).not.toMatch(new RegExp(`${SECRET}|${githubToken}`));
    expect(answer.threadId).toBeUndefined();
    expect(answer.notes).toHaveLength(1);
    expect(await stored(a)).toBe('');
  });
});

test('one question names everything that was found, with file, kind and line', async () => {
  const { a, roots } = await home();
  const asked = { roots, files: ['allow-secret:.env', 'allow-secret:a.ts'], prompt: `x\n${githubToken}` };
  let found: readonly { readonly path: string; readonly reason: string }[] = [];
  await a.ask(asked, {
    confirm: (all) => {
      found = all;
      return Promise.resolve(true);
    },
  });
  expect(found.map((one) => [one.path, one.reason])).toEqual([
    ['.env', 'an environment file'],
    ['a.ts', 'a GitHub token in line 1'],
    ['the prompt', 'a GitHub token in line 2'],
  ]);
});

test('more than one dialog can name is not asked', async () => {
  const names = Array.from({ length: 11 }, (_, i) => `d${i}/.env`);
  const { a, total } = await home();
  const dir = await makeFolder(Object.fromEntries(names.map((name) => [name, SECRET])));
  let asked = false;
  const confirm = (): Promise<boolean> => Promise.resolve((asked = true));
  const files = names.map((name) => `allow-secret:${name}`);
  expect((await refusal(a.ask({ roots: [dir], files }, { confirm }))).code).toBe('context.secret');
  expect([asked, total()]).toEqual([false, 0]);
});

test('what is sent is what was judged: a file that changes while the user thinks is not read again', async () => {
  const { a, dir, roots, sent } = await home();
  const confirm = async (): Promise<boolean> => {
    await writeFile(path.join(dir, '.env'), 'OTHER=later');
    return true;
  };
  await a.ask({ roots, files: ['allow-secret:.env'] }, { confirm });
  expect(sent()).toContain(SECRET);
  expect(sent()).not.toContain('later');
});

test('a secret file without the request stays out, whoever would agree', async () => {
  const { a, roots, sent } = await home({ deps: { allowSecrets: ['/**'] } });
  await a.ask({ roots, prompt: 'x', files: ['.env', '**', 'allow-secret:a.ts'] });
  expect(sent()).toContain(githubToken);
  expect(sent()).not.toContain(SECRET);
});

test.each([
  ['the path', (dir: string) => `${dir}/.env`, true],
  ['a glob', (dir: string) => `${path.dirname(dir)}/*/.en?`, true],
  ['a glob over folders', (dir: string) => `${dir}/**`, true],
  ['another file', (dir: string) => `${dir}/.env.local`, false],
  ['another folder', (dir: string) => `${dir}x/**`, false],
  ['a part of the path', () => '**/x/.env', false],
])('the user’s own setting agrees by %s', async (_how, pattern, agrees) => {
  const { dir, roots, count } = await home();
  const { a, total } = await home({ deps: { allowSecrets: [pattern(dir)] } });
  const asked = a.ask({ roots, files: ['allow-secret:.env'] });
  if (agrees) expect((await asked).threadId).toBeUndefined();
  else expect((await refusal(asked)).code).toBe('context.secret');
  expect([total() > 0, count()]).toEqual([agrees, 0]);
});

test.each([
  ['/a/.env, ~/keys/**,', ['/a/.env', '/home/u/keys/**']],
  ['', []],
])('the setting %j names absolute paths', (value, paths) => {
  expect(readSettings({ CODEX_OAUTH_ALLOW_SECRETS: value }, '/home/u').allowSecrets).toEqual(paths);
});

test.each(['.env', '**', '/a,b', './x'])(
  'the setting %j is refused: it would hold in any project',
  (value) => {
    expect(() => readSettings({ CODEX_OAUTH_ALLOW_SECRETS: value }, '/home/u')).toThrow(
      expect.objectContaining({ code: 'settings.invalid' }),
    );
  },
);

test('a setting for one file is no agreement to another, nor to the prompt', async () => {
  const { dir, roots } = await home();
  const { a, total } = await home({ deps: { allowSecrets: [`${dir}/.env`] } });
  const files = ['allow-secret:.env', 'allow-secret:a.ts'];
  expect((await refusal(a.ask({ roots, files }))).code).toBe('context.secret');
  expect((await refusal(a.ask({ roots, files: files.slice(0, 1), prompt: githubToken }))).code).toBe(
    'context.secret_in_prompt',
  );
  expect(total()).toBe(0);
});

describe('a thread', () => {
  /** A thread whose file was written before the guard knew the secret: in the question, or in the answer. */
  async function planted(where: 'prompt' | 'answer') {
    const scene = await home();
    const { a } = scene;
    const { threadId = '' } = await a.ask({ prompt: 'the-marker' });
    const file = path.join(a.threads.dir, `${threadId}.jsonl`);
    const lines = (await readFile(file, 'utf8')).split('\n').map((line) => {
      const wanted = where === 'prompt' ? '"type":"turn"' : '"type":"answer"';
      return line.includes(wanted) ? line.replaceAll(/the-marker|monad/g, githubToken) : line;
    });
    await writeFile(file, lines.join('\n'));
    return { ...scene, threadId };
  }

  it.each(['prompt', 'answer'] as const)(
    'with a secret in its %s is scanned before it goes on',
    async (where) => {
      const { a, threadId, count, sent } = await planted(where);
      const error = await refusal(a.ask({ threadId, prompt: 'on' }));
      expect(error.code).toBe('context.secret');
      expect(error.message).toContain('turn 1');
      expect(error.message).not.toContain(githubToken);
      expect(count()).toBe(1);
      const answer = await a.ask({ threadId, prompt: 'on' }, { confirm: () => Promise.resolve(true) });
      expect(sent()).toContain(githubToken);
      // Nothing new was let out: the turn is kept.
      expect(answer.threadId).toBe(threadId);
    },
  );

  it('goes on without a turn that let a secret out', async () => {
    const { a, roots, sent } = await home();
    const { threadId } = await a.ask({ roots, prompt: 'the first' });
    const confirm = (): Promise<boolean> => Promise.resolve(true);
    await a.ask({ roots, threadId, prompt: 'the second', files: ['allow-secret:.env'] }, { confirm });
    expect(sent()).toContain('the first');
    const third = await a.ask({ roots, threadId, prompt: 'the third' });
    expect(third.threadId).toBe(threadId);
    expect(sent()).toContain('the first');
    expect(sent()).not.toMatch(new RegExp(`the second|${SECRET}`));
    expect(await stored(a)).not.toContain(SECRET);
  });

  it('keeps nothing of a question with a secret that was cancelled', async () => {
    const { a, roots } = await home();
    const { signal, abort } = withAbort();
    const confirm = (): Promise<boolean> => {
      abort();
      return Promise.resolve(true);
    };
    const error = await refusal(a.ask({ roots, files: ['allow-secret:.env'] }, { confirm, signal }));
    expect(error.code).toBe('cancelled');
    expect(await stored(a)).toBe('');
  });
});

function withAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
