import type { Deps } from '../system/deps.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { portHolder } from '../system/port-holder.ts';
import { its, onlyIn, say } from '../system/wording.ts';
import { listenForCallback, type CallbackListener, type ListenOptions } from './callback-listener.ts';
import type { OAuthProfile } from './profile.ts';

const TAKE_OVER_TRIES = 10;
const TAKE_OVER_PAUSE_MS = 200;

/**
 * Listens on the first registered port that is free. With `takeOver` we first ask the holder of a busy port to end
 * its sign-in, as the Codex CLI does, and give it a moment (docs/wire.md 1.2).
 */
export async function listenOnFreePort(
  d: Pick<Deps, 'platform' | 'uid' | 'fetch' | 'sleep'>,
  { ports, path, alsoAccepted }: OAuthProfile['callback'],
  takeOver: boolean,
  options: Pick<ListenOptions, 'state' | 'onCallback'>,
): Promise<CallbackListener> {
  const paths = [path, ...alsoAccepted];
  for (const port of ports) {
    for (let tries = takeOver ? TAKE_OVER_TRIES : 0; ; tries -= 1) {
      try {
        return await listenForCallback({ ...options, port, paths, user: d });
      } catch (error) {
        // EACCES: the system reserves this port range (Hyper-V does on Windows).
        const code = errnoOf(error);
        if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
        if (code === 'EACCES' || tries === 0) break;
        if (tries === TAKE_OVER_TRIES) await askToLeave(d, port);
        await d.sleep(TAKE_OVER_PAUSE_MS);
      }
    }
  }
  throw await portsBusy(ports, d.platform);
}

/** A program that does not understand the request keeps its port, and we try the next one. */
async function askToLeave({ fetch }: Pick<Deps, 'fetch'>, port: number): Promise<void> {
  const asked = fetch(`http://127.0.0.1:${port}/cancel`, {
    redirect: 'error',
    signal: AbortSignal.timeout(2_000),
  });
  await asked.then(({ body }) => body?.cancel()).catch(() => {});
}

/** Every registered port is in use: names the programs, where the system tells. */
async function portsBusy(ports: readonly number[], platform: string): Promise<AppError> {
  const holders = await Promise.all(ports.map((port) => portHolder(port, platform)));
  const held = ports.map((port, i) => (holders[i] ? `${port} by ${holders[i].text}` : `${port}`));
  const pids = holders.flatMap((holder) => holder?.pid ?? []);
  return new AppError({
    kind: 'local',
    code: 'login.port_busy',
    what: 'The sign-in cannot listen for the browser.',
    why: `On 127.0.0.1 the registered ${ports.length > 1 ? 'ports are' : 'port is'} in use: ${held.join(', ')}. Another sign-in may still be open.`,
    fix: say`${pids.length > 0 ? `Finish or end it (\`kill ${pids.join(' ')}\`)` : 'Finish or end it'}, ${onlyIn('terminal', 'take over its port (`--take-over`), ')}or sign in with a code instead: ${its.loginWithCode}.`,
  });
}
