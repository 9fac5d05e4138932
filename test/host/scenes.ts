import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, tool } from './claude.ts';
import type { ModelRequest, Step, Turn } from './messages-api.ts';
import type { Setting } from './setting.ts';
import type { Scene } from './stage.ts';

const QUESTION = 'what is a monad';
const ANSWER = [
  'A monad is a type with two operations: one wraps a plain value, the other chains a function onto a',
  'wrapped value so that the wrapping is not lost on the way.\n\n',
  '- `Promise` comes close: `Promise.resolve` wraps, `then` chains.\n',
  '- What the wrapping means (absence, failure, time, state) is up to the type; the chaining is always the same.\n',
].join(' ');

const askCodex = call('codex_query', { prompt: QUESTION });
const repeat = (seen: ModelRequest): Turn => ({ text: seen.toolResults.at(-1)?.text ?? '' });
/** The host has shown the answer by our hook, so the model does not write it again. */
const told: Step = { text: 'Codex’s answer is above.' };
const atWork: Step = { text: 'Codex is still at work. Its answer will appear here by itself.' };
const TASK = /1 MCP task still running/;
const signedIn = (setting: Setting): Promise<void> => setting.signedIn();

const answering = {
  answer: () => ({ text: ANSWER, reasoningSummary: '**Choosing an example**' }),
  deltaDelayMs: 30,
};

const slowly = { ...answering, deltaDelayMs: 250 };

/** A browser that only writes down what it was told to open. */
async function browser(setting: Setting): Promise<void> {
  const file = path.join(setting.home, 'browser');
  await writeFile(file, '#!/bin/sh\nprintf %s "$1" > "$0.opened"\n', { mode: 0o755 });
}

async function openedPage(setting: Setting): Promise<string> {
  for (;;) {
    const url = await readFile(path.join(setting.home, 'browser.opened'), 'utf8').catch(() => '');
    if (url !== '') return url;
    await sleep(50);
  }
}

const lookAtConfig: Turn = {
  calls: [{ name: tool('codex_status'), input: { refresh: true } }, { name: tool('codex_models') }],
};

function showConfig(seen: ModelRequest): Turn {
  const [status = {}, models = {}] = seen.toolResults.map(
    (result) => JSON.parse(result.text) as Record<string, unknown>,
  );
  const limits = status['limits'] as { windows: { name: string; used_percent: number }[] } | null;
  const windows = limits?.windows.map((w) => `${w.name} ${w.used_percent}% used`).join(', ');
  const list = models['models'] as readonly string[];
  return {
    text: [
      `- **Login**: signed in as ${String(status['email'])}, account ${String(status['account_id'])}, by ${String(status['source'])}; the access token renews itself`,
      `- **Plan and limits**: ${String(status['plan'])}; ${windows ?? 'limits are known after the next question'}`,
      `- **Models**: ${String(models['default'])} (default), ${list.filter((m) => m !== models['default']).join(', ')}`,
    ].join('\n'),
  };
}

const confirmSignOut: Turn = {
  calls: [
    {
      name: 'AskUserQuestion',
      input: {
        questions: [
          {
            question: 'Sign out of Codex (d…@example.com) and revoke this login at OpenAI?',
            header: 'Sign out',
            multiSelect: false,
            options: [
              { label: 'Sign out', description: 'A new sign-in is needed to ask Codex again.' },
              { label: 'Stay signed in', description: 'Nothing is changed.' },
            ],
          },
        ],
      },
    },
  ],
};

export const SCENES: readonly Scene[] = [
  {
    name: 'commands',
    pictures: { commands: 'the commands, as the host offers them' },
    script: [],
    act: async ({ terminal, picture }) => {
      await terminal.type('/codex');
      await picture('commands', /codex-config/);
    },
  },
  {
    name: 'question',
    pictures: {
      question: 'a question in progress, and what Codex is writing',
      answer: 'its answer, with model, tokens and plan usage',
    },
    simulator: answering,
    script: [askCodex, told],
    prepare: signedIn,
    act: async ({ say, picture }) => {
      await say(`/codex ${QUESTION}`);
      await picture('question', /writing · .* tokens · ….{40}/);
      await picture('answer', /is above[^]*(?:for|done) /);
    },
  },
  {
    name: 'shell',
    pictures: { shell: 'the command line inside the host: typed by the user, read by the model too' },
    simulator: answering,
    script: [told],
    prepare: signedIn,
    act: async ({ terminal, picture }) => {
      await terminal.type(`!codex-oauth ask "${QUESTION}"`);
      await terminal.shows(/^!.codex-oauth/m);
      await terminal.press('Enter');
      await picture('shell', /is above[^]*(?:for|done) /);
    },
  },
  {
    name: 'files',
    pictures: { files: 'code is attached, not pasted; what looks like a secret is withheld' },
    simulator: { answer: () => '`add` subtracts: `add.js`, line 1, says `a - b`.' },
    script: [
      call('codex_query', {
        prompt: 'what is wrong with add.js and its settings?',
        files: ['add.js', '.env'],
      }),
      told,
    ],
    prepare: async (setting) => {
      await writeFile(path.join(setting.project, 'add.js'), 'export const add = (a, b) => a - b;\n');
      await writeFile(path.join(setting.project, '.env'), 'TOKEN=made-up\n');
      await setting.signedIn();
    },
    act: async ({ say, picture }) => {
      await say('/codex what is wrong with add.js and its settings?');
      await picture('files', /is above[^]*(?:for|done) /);
    },
  },
  {
    name: 'secret',
    pictures: {
      'secret-dialog':
        'a model wants a file past the secret guard: the user is asked, and nothing is sent before',
    },
    simulator: { answer: () => '`TOKEN` is not set.' },
    script: [
      call('codex_query', { prompt: 'what is wrong with my settings?', files: ['allow-secret:.env'] }),
    ],
    prepare: async (setting) => {
      await writeFile(path.join(setting.project, '.env'), 'TOKEN=made-up\n');
      await setting.signedIn();
    },
    act: async ({ say, picture }) => {
      await say('/codex what is wrong with my settings?');
      await picture('secret-dialog', /what looks like a secret[^]*Accept/);
    },
  },
  {
    name: 'sign-in',
    pictures: {
      'sign-in-dialog':
        'the first question on a new machine: the host asks whether the sign-in page may be opened',
      'sign-in-waiting': 'the page is open; the host waits until the user says that he is done',
      'sign-in-done': 'signed in, and the question is answered in the same call',
    },
    simulator: { answer: () => ANSWER },
    script: [askCodex, told],
    env: ({ home }) => ({ BROWSER: path.join(home, 'browser') }),
    prepare: browser,
    act: async ({ setting, say, press, picture }) => {
      await say(`/codex ${QUESTION}`);
      await picture('sign-in-dialog', /wants to open a URL[^]*Decline/);
      await press('Enter', /❯ I.m done/);
      await picture('sign-in-waiting', /❯ I.m done/);
      await (await fetch(await openedPage(setting))).text();
      await press('Enter', /is above/);
      await picture('sign-in-done', /is above[^]*(?:for|done) /);
    },
  },
  {
    name: 'decline',
    pictures: { declined: 'Decline or Esc in that dialog: the sign-in ends, and nothing is asked' },
    script: [askCodex, repeat],
    act: async ({ terminal, say, press, picture }) => {
      await say(`/codex ${QUESTION}`);
      await terminal.shows(/wants to open a URL[^]*Decline/);
      // A dialog that is answered within a second counts as read by nobody.
      await sleep(1_000);
      await press('Right', /❯ Decline/);
      await press('Enter', /declined/);
      await picture('declined', /declined[^]*(?:for|done) /);
    },
  },
  {
    name: 'sign-in-code',
    pictures: { 'sign-in-code': 'the same over SSH: a code for a browser on any machine' },
    script: [askCodex],
    env: () => ({ SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' }),
    act: async ({ say, picture }) => {
      await say(`/codex ${QUESTION}`);
      await picture('sign-in-code', /wants to open a URL[^]*Decline/);
    },
  },
  {
    name: 'task',
    pictures: {
      task: 'what is not answered within three seconds goes on as a task: the user can go on working',
      'task-dialog': '↓ and Enter show how far it is, x stops it',
      'task-answer': 'its answer arrives by itself',
    },
    simulator: slowly,
    script: [askCodex, atWork, told],
    prepare: signedIn,
    act: async ({ say, press, picture }) => {
      await say(`/codex ${QUESTION}`);
      await picture('task', TASK);
      await press('Down', /enter to view/);
      await press('Enter', /x to stop/);
      await picture('task-dialog', /tokens · ….{40}/);
      await press('Escape', /manual mode/);
      await picture('task-answer', /is above[^]*(?:for|done) /);
    },
  },
  {
    name: 'task-restart',
    pictures: {
      'task-restarted': 'the terminal was killed meanwhile: `claude --continue` brings the answer',
    },
    simulator: slowly,
    script: [askCodex, atWork, told],
    prepare: signedIn,
    act: async ({ say, restart, picture, terminal }) => {
      await say(`/codex ${QUESTION}`);
      await terminal.shows(TASK);
      // The host writes a turn down when it has ended.
      await terminal.shows(/still at work[^]*(?:for|done) /);
      await sleep(1_000);
      await restart();
      await picture('task-restarted', /is above[^]*(?:for|done) /);
    },
  },
  {
    name: 'cancel',
    pictures: { cancelled: 'Esc ends a question at once, here and at OpenAI' },
    simulator: answering,
    script: [askCodex],
    prepare: signedIn,
    act: async ({ terminal, say, picture }) => {
      await say(`/codex ${QUESTION}`);
      await terminal.shows(/writing · /);
      await terminal.press('Escape');
      await picture('cancelled', /Interrupted/i);
    },
  },
  {
    name: 'permission',
    pictures: {
      permission: 'asked in passing, without /codex: the host first asks the user’s permission',
    },
    script: [askCodex],
    prepare: signedIn,
    act: async ({ say, picture }) => {
      await say('ask codex what a monad is');
      await picture('permission', /Do you want to proceed/);
    },
  },
  {
    name: 'config',
    pictures: { config: '/codex-config' },
    script: [lookAtConfig, showConfig],
    prepare: signedIn,
    act: async ({ say, picture }) => {
      await say('/codex-config');
      await picture('config', /Models: .*[^]*(?:for|done) /);
    },
  },
  {
    name: 'config-signed-out',
    pictures: { 'config-signed-out': '/codex-config while signed out signs in' },
    script: [lookAtConfig, { text: 'You are not signed in to Codex.', ...call('codex_login') }],
    act: async ({ say, picture }) => {
      await say('/codex-config');
      await picture('config-signed-out', /wants to open a URL[^]*Decline/);
    },
  },
  {
    name: 'clear',
    pictures: {
      'clear-question': '/codex-clear asks first',
      clear: 'and then says what it changed and what it did not',
    },
    script: [call('codex_status'), confirmSignOut, call('codex_clear'), repeat],
    prepare: signedIn,
    act: async ({ say, press, picture }) => {
      await say('/codex-clear');
      await picture('clear-question', /Stay signed in/);
      await press('Enter', /Signed out /);
      await picture('clear', /Signed out .*[^]*(?:for|done) /);
    },
  },
  {
    name: 'limit',
    pictures: { limit: 'a limit of the plan is reached' },
    script: [askCodex, repeat],
    prepare: (setting) => {
      setting.sim.fault('responses.429.usage_limit', { params: { plan: 'plus' } });
      return setting.signedIn();
    },
    act: async ({ say, picture }) => {
      await say(`/codex ${QUESTION}`);
      await picture('limit', /usage limit[^]*(?:for|done) /);
    },
  },
];
