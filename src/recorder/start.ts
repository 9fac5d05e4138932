import { constants } from 'node:os';
import { resolve } from 'node:path';
import type { App } from '../app.ts';
import { findProgram } from '../attach/git.ts';
import { enforceHome } from '../login/home.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { createForward } from '../system/forward.ts';
import { proxyVariables } from '../system/proxy.ts';
import { holdSecrets } from '../system/redact.ts';
import type { Deps } from '../system/deps.ts';
import { cliNotSignedIn, optionIn, readCliConfig, readCliLogin } from './cli-settings.ts';
import { createDestinations } from './destination.ts';
import { createKeeper } from './keep.ts';
import { openProxy } from './proxy.ts';
import { runInPlace, type Ended, type Signals } from './run.ts';

const SECRET_BYTES = 24;

/** The CLI must not look for this machine behind a proxy: it takes HTTP_PROXY and ALL_PROXY for loopback too. */
export function withoutDetour(env: Deps['env']): Deps['env'] {
  if (!proxyVariables(env).some(({ name }) => !/^https/i.test(name))) return env;
  const names = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  return { ...env, NO_PROXY: names, no_proxy: names };
}

/** The Codex CLI on PATH, and the folder in which it works. */
async function findCodex({ deps, projectOf }: App, args: readonly string[]) {
  const named = optionIn(args, ['-C', '--cd']);
  const cwd = named === undefined ? deps.cwd : resolve(deps.cwd, named);
  const project = await projectOf(named === undefined ? undefined : [cwd]);
  const file = await findProgram('codex', project || undefined, deps);
  if (file !== undefined) return { file, cwd, project };
  throw new AppError({
    kind: 'local',
    code: 'start.no_codex',
    what: 'The Codex CLI was not found.',
    why: 'No folder of PATH has a program named codex. Folders of the project and of its packages do not count.',
    fix: 'Install it (`npm install -g @openai/codex`) and sign in with `codex login`.',
  });
}

/** What the CLI does for somebody who is not signed in; if the word is a question's, the CLI says what is missing. */
const WITHOUT_LOGIN =
  /^(?:login|logout|help|completion|doctor|update|features|--help|-h|--version|-V|--oss|(?:-c|--config=)?model_provider=.*)$/;

/** Throws if the CLI has no login and needs one, or if a setting names another server for it. */
async function checkLogin(
  { settings, deps }: App,
  args: readonly string[],
  { inFile, isOpenAi, baseUrl: named }: Awaited<ReturnType<typeof readCliConfig>>,
): Promise<void> {
  const login = await readCliLogin(settings.codexCliFile);
  const { CODEX_API_KEY: key, CODEX_ACCESS_TOKEN: token } = deps.env;
  holdSecrets(key, token);
  if (login.kind === 'absent' && inFile && !key && !token) {
    if (!isOpenAi || args.some((arg) => WITHOUT_LOGIN.test(arg))) return;
    throw cliNotSignedIn(settings.codexCliFile);
  }
  if (named !== undefined) return;
  // A key of the environment belongs to the server that the same environment names.
  const route = login.kind === 'api-key' ? 'api' : 'chatgpt';
  const otherwise = 'let `openai_base_url` in the Codex CLI’s config.toml name that server';
  if (!key) enforceHome(settings, { route, home: undefined }, otherwise);
}

/**
 * Runs the user's own Codex CLI with its own login, and keeps what is said as threads. Resolves when it has ended;
 * `remark` is the line about what was kept.
 */
export async function startCodex(
  app: App,
  args: readonly string[],
  signals: Signals,
): Promise<{ readonly ended: Ended; readonly remark: string }> {
  const { deps, settings, threads, routing } = app;
  const { file, cwd, project } = await findCodex(app, args);
  const run = (own: readonly string[], env = deps.env): Promise<Ended> =>
    runInPlace(file, [...own, ...args], { ...deps, env, signals }).catch((error: unknown) => {
      throw new AppError({
        kind: 'local',
        code: 'start.failed',
        what: 'The Codex CLI could not be started.',
        why: `${file}: ${errnoOf(error) ?? 'unknown failure'}.`,
        fix: 'Run `codex --version` to see whether it works by itself.',
      });
    });
  if (!threads.enabled)
    return { ended: await run([]), remark: 'kept: nothing, because CODEX_OAUTH_THREADS is off' };
  await app.refuseProject();
  const config = await readCliConfig(settings.codexHome, args);
  await checkLogin(app, args, config);

  const keeper = createKeeper(threads, { cwd, project });
  const secret = Buffer.from(deps.randomBytes(SECRET_BYTES)).toString('base64url');
  holdSecrets(secret);
  const proxy = await openProxy({
    secret,
    user: deps,
    keeper,
    forward: createForward(deps.env),
    destinationOf: createDestinations({
      routing,
      named: config.baseUrl,
      environment: { key: deps.env['CODEX_API_KEY'], baseUrl: settings.apiBaseUrl },
    }),
    onAnswer: () => readCliLogin(settings.codexCliFile),
  });
  const own = ['-c', `openai_base_url="${proxy.url}"`, '-c', 'features.enable_request_compression=false'];
  let ended: Ended;
  try {
    ended = await run(own, withoutDetour(deps.env));
  } finally {
    // Whatever is still being answered ends with it.
    await proxy.close();
  }
  return { ended, remark: await keeper.end() };
}

/** The exit code that a shell gives to a signal. */
export const codeOf = (ended: Ended): number =>
  'code' in ended ? ended.code : 128 + (constants.signals[ended.signal] ?? 0);
