import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../support/net.ts';
import { call, claude } from './claude.ts';
import type { Step } from './messages-api.ts';
import type { Setting } from './setting.ts';
import { play, type Stage } from './stage.ts';

const QUESTION = 'what is a monad';
// What the host escapes, folds or cuts would be seen in these.
const LAST = `The third paragraph has <an end> &amp; &lt; "code" & 'more'.`;
const ANSWER = `The first paragraph is alone.\n\nThe second one has a few words more than that.\n\n${LAST}`;
const TASK = /1 MCP task still running/;
/** An answer of ten seconds. */
const simulator = { deltaDelayMs: 330, answer: () => ANSWER };

const questionsAt = ({ sim }: Setting) => sim.requests('POST', '/backend-api/codex/responses');
const times = (text: string, part: string): number => text.split(part).length - 1;

/** The question has ended at the backend; before its answer did, if it was stopped. */
async function endsAtBackend(setting: Setting): Promise<number> {
  const last = (): number | undefined => questionsAt(setting)[0]?.durationMs ?? undefined;
  await until(() => last() !== undefined, 'the end of the question', 20_000);
  expect(questionsAt(setting)).toHaveLength(1);
  return last() ?? 0;
}

async function workersOf({ home }: Setting): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const read = (file: string) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
    if (!(await read('cmdline')).includes('answer-for-a-server')) continue;
    if ((await read('environ')).includes(`HOME=${home}\0`)) found.push(Number(name));
  }
  return found;
}

interface More {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly prepare?: (setting: Setting) => Promise<void>;
  readonly env?: (setting: Setting) => Readonly<Record<string, string>>;
}

/** Asks at the terminal and acts. Returns what the model was told of the ends of tasks. */
async function asked(act: (stage: Stage) => Promise<void>, more: More = {}): Promise<readonly string[]> {
  const { input = {}, prepare = (setting: Setting) => setting.signedIn(), env = () => ({}) } = more;
  let notices: readonly string[] = [];
  const heard: Step = ({ transcript }) => {
    notices = transcript.split('<task-notification>').slice(1);
    return { text: 'It has ended.' };
  };
  const script = [
    call('codex_query', { prompt: QUESTION, ...input }),
    { text: 'It is at work.' },
    heard,
    heard,
  ];
  await play({
    name: 'task',
    pictures: {},
    simulator,
    script,
    env,
    prepare,
    act: async (stage) => {
      await stage.say(`/codex ${QUESTION}`);
      await act(stage);
      await until(async () => (await workersOf(stage.setting)).length === 0, 'the end of the worker', 20_000);
    },
  });
  return notices;
}

/** The answer is on the screen once, and the model was told once, and that the user has seen it. */
async function shownOnce({ terminal, setting }: Stage, end = /It has ended\./): Promise<void> {
  await terminal.shows(end);
  const screen = await terminal.screen();
  expect(times(screen, LAST), screen).toBe(1);
  expect(questionsAt(setting)).toHaveLength(1);
}

describe.skipIf(claude === undefined)(
  'a question that goes on as a task, in the real Claude Code',
  { timeout: 90_000 },
  () => {
    it('survives the terminal: its answer is shown once, word for word, and nothing is asked twice', async () => {
      const notices = await asked(async (stage) => {
        await stage.terminal.shows(TASK);
        await stage.restart();
        await shownOnce(stage);
        // Once more, and nothing comes again.
        await stage.restart();
        const screen = await stage.terminal.screen();
        expect(times(screen, 'completed.'), screen).toBe(1);
      });
      expect(notices).toHaveLength(1);
      expect(notices[0]).toContain('Do not repeat it.');
    });

    it('is stopped at the backend by x', async () => {
      await asked(async ({ terminal, press, setting }) => {
        await terminal.shows(TASK);
        await press('Down', /enter to view/);
        await press('Enter', /x to stop/);
        await terminal.press('x');
        expect(await endsAtBackend(setting)).toBeLessThan(8_000);
      });
    });

    it('is stopped at the backend by Esc before it is a task', async () => {
      await asked(async ({ terminal, setting }) => {
        await until(() => questionsAt(setting).length === 1, 'the question', 10_000);
        await terminal.press('Escape');
        await terminal.shows(/Interrupted/);
        expect(await endsAtBackend(setting)).toBeLessThan(3_000);
      });
    });

    it('whose process is killed is told with what had come, in its own lines', async () => {
      const notices = await asked(async ({ terminal, press, setting }) => {
        await terminal.shows(TASK);
        await press('Down', /enter to view/);
        await press('Enter', /x to stop/);
        await terminal.shows(/tokens · The first/);
        await terminal.press('Escape');
        await until(
          async () => {
            for (const pid of await workersOf(setting)) process.kill(pid, 'SIGKILL');
            return (await workersOf(setting)).length === 0;
          },
          'the death of the worker',
          5_000,
        );
        await terminal.shows(/Partial answer[^]*It has ended/);
      });
      expect(notices).toHaveLength(1);
      expect(notices[0]).toMatch(/\n\n—\nthread_id: \S{36}\n/);
    });

    it('begins after the sign-in that it needs', async () => {
      const opened = ({ home }: Setting): string => path.join(home, 'browser.opened');
      await asked(
        async (stage) => {
          await stage.terminal.shows(/wants to open a URL/);
          await stage.press('Enter', /❯ I.m done/);
          let url = '';
          await until(
            async () => (url = await readFile(opened(stage.setting), 'utf8').catch(() => '')) !== '',
            'the page',
            5_000,
          );
          await (await fetch(url)).text();
          await stage.press('Enter', TASK);
          await shownOnce(stage);
        },
        {
          env: ({ home }) => ({ BROWSER: path.join(home, 'browser') }),
          prepare: ({ home }) =>
            writeFile(path.join(home, 'browser'), '#!/bin/sh\nprintf %s "$1" > "$0.opened"\n', {
              mode: 0o755,
            }),
        },
      );
    });

    it('is asked by the server itself where the user agrees to a secret, and is answered all the same', async () => {
      await asked(
        async (stage) => {
          const { terminal, press, setting } = stage;
          await terminal.shows(/what looks like a secret[^]*Accept/);
          await press('Space', /\.env: [^☐\s]/);
          await press('Down', /❯ *Accept/);
          expect(questionsAt(setting)).toHaveLength(0);
          await terminal.press('Enter');
          await shownOnce(stage, /It is at work/);
        },
        {
          input: { files: ['allow-secret:.env'] },
          prepare: async (setting) => {
            await writeFile(path.join(setting.project, '.env'), 'TOKEN=made-up\n');
            await setting.signedIn();
          },
        },
      );
    });
  },
);
