import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Question, Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { CLASSIC, LITE, read, scene, script } from '../ask/looker.ts';
import { cliLogin } from '../support/codex-login.ts';
import { realProgram } from '../support/real.ts';
import { makeSandbox, makeSimulator, ROOT } from '../support/sandbox.ts';

const codex = realProgram('codex', ROOT);
const reason = codex ? '' : ' (skipped: `npm run test:real` runs it)';

type Body = Readonly<Record<string, unknown>>;

/** One command in the first round, then an answer. */
const answer = ({ outputs, functions }: Question) =>
  outputs.length === 0 && functions.length > 0
    ? { text: '', calls: [{ name: 'exec_command', arguments: { cmd: 'echo hi' } }] }
    : 'done';

/** Two requests of the real CLI for one question, against a stand-in that sees what we send too. */
async function asked(program: string, model: string): Promise<Simulator> {
  const options: SimulatorOptions = { requireInstructions: false, answer };
  const simulator = await makeSimulator(options);
  const { env, dir } = await makeSandbox();
  const home = env['CODEX_HOME'] ?? '';
  await mkdir(home, { recursive: true });
  const login = cliLogin(simulator.mintTokens());
  await writeFile(path.join(home, 'auth.json'), JSON.stringify(login), { mode: 0o600 });
  const config = `model = "${model}"
model_provider = "sim"
chatgpt_base_url = "${simulator.backendUrl}"
web_search = "disabled"
[analytics]
enabled = false
[model_providers.sim]
name = "sim"
base_url = "${simulator.backendUrl}/codex"
wire_api = "responses"
requires_openai_auth = true
`;
  await writeFile(path.join(home, 'config.toml'), config);
  const off = ['plugins', 'apps'].flatMap((name) => ['--disable', name]);
  const child = spawn(program, ['exec', '--skip-git-repo-check', '--sandbox', 'read-only', ...off, 'Look'], {
    env,
    cwd: dir,
    stdio: 'ignore',
  });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  return simulator;
}

const objects = (value: unknown): readonly Body[] => value as readonly Body[];

/** The keys of every kind of item and tool in the second round, and what else a round is made of. */
function shapes({ body, headers }: { readonly body: unknown; readonly headers: Body }) {
  const { input, tools, ...rest } = body as Body;
  const keys: Record<string, readonly string[]> = {};
  const note = (item: Body | undefined, name = String(item?.['type'])): void => {
    if (item) keys[name] = Object.keys(item).toSorted();
  };
  const items = objects(input);
  for (const item of items) if (item['type'] !== 'message') note(item);
  const lists = [...objects(tools ?? []), ...items.flatMap((item) => objects(item['tools'] ?? []))];
  const namespace = lists.find(({ type }) => type === 'namespace' && items[0]?.['tools'] !== undefined);
  note(namespace);
  note(
    [...lists, ...objects(namespace?.['tools'] ?? [])].find(({ type }) => type === 'function'),
    'function',
  );
  const { tool_choice, parallel_tool_calls, store, include } = rest;
  return {
    keys,
    order: items.map(({ type }) => type).slice(-3),
    rest: { tool_choice, parallel_tool_calls, store, include },
    state: typeof headers['x-codex-turn-state'],
    lite: headers['x-openai-internal-codex-responses-lite'],
  };
}

test.skipIf(!codex).each([LITE, CLASSIC])(
  `a round of tools has the shapes of the real CLI’s, item by item (%s)${reason}`,
  { timeout: 60_000 },
  async (model) => {
    const theirs = (await asked(codex ?? '', model)).requests('POST', '/backend-api/codex/responses');
    expect(theirs.map(({ status }) => status)).toEqual([200, 200]);
    const a = await scene({ answer: script({ text: '', calls: [read('a')] }) });
    await a.ask({ look: true, model });
    const ours = a.simulator.requests('POST', '/backend-api/codex/responses');
    if (!theirs[1] || !ours[1]) throw new Error('a round is missing');
    const [their, our] = [shapes(theirs[1]), shapes(ours[1])];
    const { keys, ...same } = our;
    const { keys: theirKeys, ...likewise } = their;
    expect(same).toEqual(likewise);
    // Theirs has a little more: an id of the output, and `content: null` of a reasoning.
    const more = Object.fromEntries(
      Object.entries(keys).map(([name, own]) => {
        for (const key of own) expect(theirKeys[name], name).toContain(key);
        return [name, theirKeys[name]?.filter((key) => !own.includes(key))];
      }),
    );
    expect(Object.entries(more).filter(([, rest]) => rest?.length !== 0)).toEqual([
      ['reasoning', ['content']],
      ['function_call_output', ['id']],
    ]);
  },
);
