import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import type { LaneName, SignInAttempt } from '../../login/sign-in.ts';
import { AppError, cancelled } from '../../system/errors.ts';
import { redact } from '../../system/redact.ts';
import type { JsonObject } from '../../system/json.ts';
import { INTERNAL_ERROR, rpcError } from './rpc.ts';

/** The content of account/login/completed (docs/wire.md 10.2). */
export function completedParams(loginId: string | null, error: string | null): JsonObject {
  return { loginId, success: error === null, error, onboardingEntrypoint: null };
}

export interface SignIns {
  start(lane: LaneName): Promise<JsonObject>;
  cancel(loginId: string): 'canceled' | 'notFound';
}

interface Running {
  readonly loginId: string;
  readonly attempt: SignInAttempt;
  /** The words for the end that was asked for, in place of the attempt's own. */
  ending: string | undefined;
}

/** How the app-server words the ends of the two flows. */
const words = {
  browser: {
    replaced: 'Login server error: Login cancelled',
    cancelled: 'Login server error: Login was not completed',
  },
  device: { replaced: 'Login was not completed', cancelled: 'Login was not completed' },
} as const;

/** Sign-ins that an application starts. It gets an id at once and hears of the end through `completed`. */
export function createSignIns(app: App, completed: (loginId: string, error: string | null) => void): SignIns {
  let running: (Running & { readonly lane: LaneName }) | undefined;

  const follow = (now: Running & { readonly lane: LaneName }): void => {
    const end = (error: string | null): void => {
      if (running === now) running = undefined;
      completed(now.loginId, error);
    };
    now.attempt.done.then(
      () => end(null),
      (error: unknown) =>
        end(now.ending ?? (error instanceof AppError ? redact(error.message) : 'Login failed')),
    );
  };

  const stop = (entry: Running & { readonly lane: LaneName }, why: 'replaced' | 'cancelled'): void => {
    entry.ending = words[entry.lane][why];
    entry.attempt.cancel(cancelled('The application that started the sign-in ended it.'));
  };

  return {
    start: async (lane) => {
      // One at a time: a newer one takes the port of the older (docs/wire.md 1.2).
      if (running) {
        const before = running;
        stop(before, 'replaced');
        await before.attempt.done.catch(() => {});
      }
      const attempt = await app.signIn.begin({ lanes: [lane], timeoutMs: app.settings.loginTimeoutMs });
      const { browser, device } = attempt;
      // Another caller's attempt may be under way, and it is that one we were given.
      if (lane === 'browser' ? !browser : !device)
        throw rpcError(INTERNAL_ERROR, 'Another sign-in is under way in this session.');
      const entry = { loginId: randomUUID(), attempt, lane, ending: undefined };
      running = entry;
      follow(entry);
      return lane === 'browser'
        ? { type: 'chatgpt', loginId: entry.loginId, authUrl: browser?.url }
        : {
            type: 'chatgptDeviceCode',
            loginId: entry.loginId,
            verificationUrl: device?.url,
            userCode: device?.userCode,
          };
    },
    cancel: (loginId) => {
      if (running?.loginId !== loginId) return 'notFound';
      stop(running, 'cancelled');
      running = undefined;
      return 'canceled';
    },
  };
}
