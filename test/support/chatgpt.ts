import type { Simulator } from '../../simulator/simulator.ts';
import { startBundle } from '../cli/support.ts';
import { until } from './net.ts';
import { playBrowser } from './mcp.ts';
import { makeSandbox, type Sandbox } from './sandbox.ts';

/** The settings under which ChatGPT's documented sign-in answers questions. */
export const asProvider = (simulator: Simulator): Record<string, string> => ({
  CODEX_OAUTH_PROVIDER: 'chatgpt',
  CODEX_OAUTH_ISSUER: simulator.issuer,
  CODEX_OAUTH_BASE_URL: simulator.apiUrl,
});

export const chatGptSandbox = (simulator: Simulator, more: Record<string, string> = {}): Promise<Sandbox> =>
  makeSandbox({ ...asProvider(simulator), ...more });

const AUTHORIZE = /http:\/\/127\.0\.0\.1:\d+\/api\/accounts\/authorize\S+/;

/** Signs in with the shipped program, the user being whoever the simulator lets in at once. */
export async function signIn(env: Record<string, string>, argv: readonly string[] = ['login', '--browser']) {
  const run = startBundle(env, argv);
  await until(() => AUTHORIZE.test(run.stderr()), 'the address of the sign-in');
  const url = AUTHORIZE.exec(run.stderr())?.[0] ?? '';
  const page = await playBrowser(url);
  return { url, page, ...(await run.done) };
}
