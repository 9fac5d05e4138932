import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import type { LaneName, SignInAttempt } from '../../login/sign-in.ts';
import { AppError, cancelled } from '../../system/errors.ts';
import { redact } from '../../system/redact.ts';
import type { JsonObject } from '../../system/json.ts';
import { INTERNAL_ERROR, rpcError } from './requests.ts';

interface Running {
  readonly loginId: string;
  readonly lane: LaneName;
  readonly attempt: SignInAttempt;
  /** The words for the end that was asked for, in place of the attempt's own. */
  ending: string | undefined;
}

/** How the app-server words the ends of the two flows. */
const WORDS = {
  browser: {
    replaced: 'Login server error: Login cancelled',
    cancelled: 'Login server error: Login was not completed',
  },
  device: { replaced: 'Login was not completed', cancelled: 'Login was not completed' },
} as const;

/** Sign-ins that an application starts. It gets an id at once and hears of the end through `completed`. */
export function createSignIns(app: App, completed: (loginId: string, error: string | null) => void) {
  let running: Running | undefined;

  const ended = (now: Running, error: string | null): void => {
    if (running === now) running = undefined;
    completed(now.loginId, error);
  };
  const stop = (now: Running, why: 'replaced' | 'cancelled'): void => {
    now.ending = WORDS[now.lane][why];
    now.attempt.cancel(cancelled('The application that started the sign-in ended it.'));
  };

  return {
    start: async (lane: LaneName): Promise<JsonObject> => {
      // One at a time: a newer one takes the port of the older (docs/wire.md 1.2).
      if (running) {
        const before = running;
        stop(before, 'replaced');
        await before.attempt.done.catch(() => {});
      }
      const attempt = await app.signIn.begin({ lanes: [lane], timeoutMs: app.settings.loginTimeoutMs });
      const { browser, device } = attempt;
      const loginId = randomUUID();
      const answer =
        lane === 'browser'
          ? browser && { type: 'chatgpt', loginId, authUrl: browser.url }
          : device && {
              type: 'chatgptDeviceCode',
              loginId,
              verificationUrl: device.url,
              userCode: device.userCode,
            };
      // What we were given may be the attempt of another caller, with the other lane.
      if (!answer) throw rpcError(INTERNAL_ERROR, 'Another sign-in is under way in this session.');
      const now: Running = { loginId, lane, attempt, ending: undefined };
      running = now;
      attempt.done.then(
        () => ended(now, null),
        (error: unknown) =>
          ended(now, now.ending ?? (error instanceof AppError ? redact(error.message) : 'Login failed')),
      );
      return answer;
    },
    cancel: (loginId: string): 'canceled' | 'notFound' => {
      if (running?.loginId !== loginId) return 'notFound';
      stop(running, 'cancelled');
      running = undefined;
      return 'canceled';
    },
  };
}
