import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { INITIALIZE, startChild } from './child.ts';
import { inTurns, mb, ms, ratio, table } from './stats.ts';
import { ACCOUNT, bareEnv, ours, type Backend, type Homes } from './world.ts';

type Measured = readonly [ready: number, first: number, second: number, memory: number];

async function ownAnswers(home: string, backend: Backend): Promise<Measured> {
  const child = startChild(await ours(home, backend));
  await child.call('initialize', INITIALIZE);
  const ready = child.elapsed();
  child.notify('notifications/initialized');
  const question = { name: 'codex_query', arguments: { prompt: 'Why?', model: 'gpt-5.5' } };
  const text = (result: unknown): string => JSON.stringify(result);
  if (!text(await child.call('tools/call', question)).includes('A short answer'))
    throw new Error('no answer');
  const first = child.elapsed();
  await child.call('tools/call', question);
  const second = child.elapsed() - first;
  const memory = child.memory() ?? Number.NaN;
  await child.end();
  return [ready, first, second, memory];
}

/** The real `codex app-server` on the same simulator, with everything off that a question does not need (docs/wire.md 10). */
async function appServerAnswers(program: string, home: string, backend: Backend): Promise<Measured> {
  const codexHome = path.join(home, 'codex');
  await mkdir(codexHome, { recursive: true });
  const tokens = {
    id_token: backend.idToken,
    access_token: backend.accessToken,
    refresh_token: backend.refreshToken,
    account_id: ACCOUNT,
  };
  const auth = { auth_mode: 'chatgpt', OPENAI_API_KEY: null, tokens, last_refresh: new Date().toISOString() };
  await writeFile(path.join(codexHome, 'auth.json'), JSON.stringify(auth), { mode: 0o600 });
  const base = `${backend.backendUrl}/codex`;
  const config = [
    `chatgpt_base_url="${backend.backendUrl}/"`,
    `openai_base_url="${base}"`,
    // The built-in provider insists on https for the workspace's backend.
    'model_provider="simulator"',
    `model_providers.simulator={name="simulator",base_url="${base}",wire_api="responses",requires_openai_auth=true}`,
    'analytics.enabled=false',
  ];
  const child = startChild({
    command: program,
    args: ['app-server', ...config.flatMap((c) => ['-c', c]), '--disable', 'plugins', '--disable', 'apps'],
    env: { ...bareEnv(home), CODEX_HOME: codexHome },
    cwd: home,
  });
  await child.call('initialize', { clientInfo: { name: 'bench', title: 'Bench', version: '1' } });
  const ready = child.elapsed();
  child.notify('initialized');
  const started = await child.call('thread/start', {
    model: 'gpt-5.5',
    cwd: home,
    approvalPolicy: 'never',
    sandbox: 'read-only',
    ephemeral: true,
  });
  const { id } = started['thread'] as { readonly id: string };
  const turn = { threadId: id, input: [{ type: 'text', text: 'Why?', text_elements: [] }] };
  await child.call('turn/start', turn);
  await child.next('item/agentMessage/delta');
  await child.next('turn/completed');
  const first = child.elapsed();
  const again = child.after('turn/completed');
  await child.call('turn/start', turn);
  await again;
  const second = child.elapsed() - first;
  const memory = child.memory() ?? Number.NaN;
  await child.end();
  return [ready, first, second, memory];
}

/** From nothing to an answer: a new process in a new home, then in a home that knows the models already. */
export async function benchFirstAnswer(
  runs: number,
  homes: Homes,
  backend: Backend,
  program: string | undefined,
): Promise<void> {
  const known = await homes.make();
  await ownAnswers(known, backend);
  const none: Measured = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  const seen = await inTurns<'cold' | 'warm' | 'server'>(runs, {
    cold: async () => ownAnswers(await homes.make(), backend),
    warm: () => ownAnswers(known, backend),
    server: async () => (program ? appServerAnswers(program, await homes.make(), backend) : none),
  });
  const server = program ? seen.server : undefined;
  const cells = (at: number, unit: (value: number | undefined) => string): string[] => [
    unit(server?.[at]),
    unit(seen.cold[at]),
    ratio(seen.cold[at], server?.[at]),
    unit(seen.warm[at]),
    ratio(seen.warm[at], server?.[at]),
  ];
  table(
    program
      ? 'From spawn to the answer, beside the real codex app-server'
      : 'From spawn to the answer (give CODEX_BIN=<codex> to compare with the real codex app-server)',
    ['', 'app-server', 'ours, new home', 'ratio', 'ours, used home', 'ratio'],
    [
      ['spawn → ready', ...cells(0, ms)],
      ['spawn → first answer', ...cells(1, ms)],
      ['second answer', ...cells(2, ms)],
      ['memory after both', ...cells(3, mb)],
    ],
  );
}
