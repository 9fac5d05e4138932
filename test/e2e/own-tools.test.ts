import { readFile, rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/system/json.ts';
import { member } from '../../src/system/json.ts';
import { startBundle } from '../cli/support.ts';
import { connect, playBrowser, textOf, type Session } from '../support/mcp.ts';
import { claim, startNewer, TERMINAL } from '../support/newer.ts';
import { makeSandbox, type Sandbox } from '../support/sandbox.ts';
import { describeProviders, startStandIn } from '../support/stand-in.ts';

const OWN = ['oauth_authorize', 'oauth_clear_token', 'oauth_get_token'];
/** Everything that was said in one session, for a search; and what says it. */
interface Heard {
  readonly said: string[];
  readonly more: (() => readonly string[])[];
}
const nothing = (): Heard => ({ said: [], more: [] });
const allOf = ({ said, more }: Heard): string => [...said, ...more.flatMap((lines) => lines())].join('\n');

async function home(options: Parameters<typeof startStandIn>[0] = {}, tools: unknown = true) {
  const standIn = await startStandIn(options);
  const sandbox = await makeSandbox({ CODEX_DEBUG: '1' });
  const file = await describeProviders(sandbox, { providers: { acme: standIn.described }, tools });
  return { standIn, sandbox, file };
}

/** One way to speak to the server, in either era. */
type Caller = (name: string, args?: JsonObject) => Promise<JsonObject>;

async function olderCaller(sandbox: Sandbox, heard: Heard): Promise<Caller> {
  const session: Session = await connect(sandbox.env);
  heard.more.push(() => [session.stderr()]);
  return async (name, args = {}) => {
    const result = await session.call(name, args, { progress: (line) => heard.said.push(line) });
    heard.said.push(JSON.stringify(result));
    return result;
  };
}

async function newerCaller(sandbox: Sandbox, heard: Heard): Promise<Caller> {
  const client = await startNewer(sandbox, {});
  heard.more.push(() => client.raw.lines);
  let token = 0;
  return (name, args = {}) => {
    token += 1;
    return client.call(name, args, { _meta: { progressToken: token } });
  };
}

const textIn = (result: JsonObject): string => textOf(result as unknown as Parameters<typeof textOf>[0]);
const dataIn = (result: JsonObject): JsonObject => (result['structuredContent'] ?? {}) as JsonObject;
const codeIn = (result: JsonObject): unknown => member(result, '_meta', 'codex-oauth/error', 'code');

const addresses = (heard: Heard): readonly string[] =>
  (allOf(heard).match(/http:[^\s"\\]+\/auth\?[^\s"\\;]+/g) ?? []).map((one) => one.replace(/[;.]$/, ''));

/** Signs in through a tool whose result says "pending" or that waits. */
async function signIn(call: Caller, heard: Heard, name = 'oauth_authorize', args: JsonObject = {}) {
  const seen = addresses(heard);
  const called = call(name, { provider: 'acme', method: 'browser', ...args });
  let url: string | undefined;
  await expect
    .poll(() => (url = addresses(heard).find((one) => !seen.includes(one))), { timeout: 20_000 })
    .toBeDefined();
  await playBrowser(url ?? '');
  return called;
}

const ERAS = [
  ['MCP 2025-11-25', olderCaller],
  ['MCP 2026-07-28', newerCaller],
] as const;

describe.each(ERAS)('%s', (_era, callerOf) => {
  test('a provider of the user’s own: signed in, kept fresh, ended, and no token in anything that is said', async () => {
    // Each token is due at once, so that asking renews it.
    const { standIn, sandbox } = await home({ lifetime: 120, spills: true });
    const heard = nothing();
    const call = await callerOf(sandbox, heard);

    const before = await call('oauth_get_token', { provider: 'acme' });
    expect(codeIn(before)).toBe('auth.not_authenticated');
    await signIn(call, heard);
    await expect
      .poll(async () => dataIn(await call('codex_status'))['providers'], { timeout: 20_000 })
      .toMatchObject([{ provider: 'acme', signed_in: true, renews_automatically: true }]);

    const fresh = dataIn(await call('oauth_get_token', { provider: 'acme' }));
    expect(fresh).toMatchObject({ provider: 'acme', command: 'codex-oauth token acme' });
    expect(Date.parse(String(fresh['expires_at'])) - Date.now()).toBeLessThanOrEqual(120_000);
    const refreshes = standIn.requests('/token').filter((form) => form.get('grant_type') === 'refresh_token');
    expect(refreshes.length).toBeGreaterThan(0);

    // The command gives what the tool does not.
    const printed = await startBundle(sandbox.env, ['token', 'acme']).done;
    expect(standIn.issued).toContain(printed.stdout.trim());

    standIn.forget();
    await call('oauth_get_token', { provider: 'acme' });
    await call('codex_status');
    // A sign-in that fails: the provider repeats its code, and everything else.
    expect(codeIn(await signIn(call, heard))).toBe('login.exchange_failed');
    const ended = await call('oauth_clear_token', { provider: 'acme' });
    expect(ended['isError'] ?? false).toBe(false);
    expect(standIn.alive.size).toBe(0);
    expect(codeIn(await call('oauth_get_token', { provider: 'acme' }))).toBe('auth.not_authenticated');

    const kept = await readFile(sandbox.authFile, 'utf8').catch(() => '');
    const all = allOf(heard) + kept;
    expect(standIn.issued.length).toBeGreaterThan(3);
    for (const token of standIn.issued) expect(all).not.toContain(token);
  });

  test('the tools are for the user’s own providers', async () => {
    const { sandbox } = await home();
    const call = await callerOf(sandbox, nothing());
    for (const name of OWN)
      for (const provider of ['openai-codex', 'chatgpt', 'nobody', '../x'])
        expect(codeIn(await call(name, { provider })), `${name} ${provider}`).toBe('provider.unknown');
  });

  test('codex_login {provider} signs in as well, and names no account there', async () => {
    const { sandbox } = await home({}, false);
    const heard = nothing();
    const call = await callerOf(sandbox, heard);
    const named = await call('codex_login', { provider: 'acme', account: 'work' });
    expect(codeIn(named)).toBe('account.unsupported');
    expect(codeIn(await call('codex_login', { provider: 'akme' }))).toBe('provider.unknown');
    const done = await signIn(call, heard, 'codex_login');
    expect(textIn(done)).toMatch(/Stand-in/);
    await expect
      .poll(async () => dataIn(await call('codex_status'))['providers'], { timeout: 20_000 })
      .toMatchObject([{ provider: 'acme', signed_in: true }]);
  });
});

test('they are listed where the user’s file says so, in both eras, and the file is read anew each time', async () => {
  const { standIn, sandbox, file } = await home();
  const { client } = await connect(sandbox.env);
  const newer = await startNewer(sandbox, TERMINAL);
  const names = async (): Promise<readonly string[][]> => {
    const { result } = await newer.request('tools/list', { _meta: claim(TERMINAL) });
    const lists = [(await client.listTools()).tools, (result as { tools: { name: string }[] }).tools];
    return lists.map((tools) =>
      tools
        .map((t) => t.name)
        .filter((name) => name.startsWith('oauth_'))
        .sort(),
    );
  };
  expect(await names()).toEqual([OWN, OWN]);
  const { tools } = await client.listTools();
  const hints = tools
    .filter(({ name }) => OWN.includes(name))
    .map(({ name, annotations: a }) => [name, a?.readOnlyHint, a?.destructiveHint, a?.openWorldHint]);
  expect(hints).toEqual([
    ['oauth_authorize', false, false, true],
    ['oauth_get_token', false, false, true],
    ['oauth_clear_token', false, true, true],
  ]);
  for (const other of [false, 'yes', 1]) {
    await describeProviders(sandbox, { providers: { acme: standIn.described }, tools: other });
    expect(await names(), String(other)).toEqual([[], []]);
  }
  const refused = await newer.call('oauth_get_token', { provider: 'acme' });
  expect(codeIn(refused)).toBe('tool.unknown');
  await rm(file);
  expect(await names()).toEqual([[], []]);
});
