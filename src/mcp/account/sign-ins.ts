import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import type { LaneName } from '../../login/sign-in.ts';
import { AppError, cancelled } from '../../system/errors.ts';
import { redact } from '../../system/redact.ts';
import type { JsonObject } from '../../system/json.ts';
import { failure, refusal } from './requests.ts';

/** The app-server's messages for a requested end. */
const WORDS = {
  browser: {
    replaced: 'Login server error: Login cancelled',
    cancelled: 'Login server error: Login was not completed',
  },
  device: { replaced: 'Login was not completed', cancelled: 'Login was not completed' },
} as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Sign-ins that an application starts. It gets an id at once and learns about the end from `completed`. */
export function createSignIns(app: App, completed: (loginId: string, error: string | null) => void) {
  let running: { loginId: string; stop(why: keyof typeof WORDS.browser): Promise<void> } | undefined;

  return {
    start: async (lane: LaneName): Promise<JsonObject> => {
      // One at a time: a newer one takes the port of the older (docs/wire.md 1.2).
      await running?.stop('replaced');
      const attempt = await app.signIn.begin({ lanes: [lane], timeoutMs: app.settings.loginTimeoutMs });
      const { browser, device } = attempt;
      // We join another caller's sign-in; it lacks the lane if it is about to end.
      const shown =
        lane === 'browser'
          ? browser && { type: 'chatgpt', authUrl: browser.url }
          : device && { type: 'chatgptDeviceCode', verificationUrl: device.url, userCode: device.userCode };
      if (!shown) throw failure('Another sign-in is in progress in this session.');

      const loginId = randomUUID();
      /** The message for a requested end, instead of the attempt's own. */
      let ending: string | undefined;
      const now: typeof running = {
        loginId,
        // Resolves when the port is free: until then a new sign-in would join this one.
        stop: async (why) => {
          ending = WORDS[lane][why];
          attempt.cancel(cancelled('The application that started the sign-in ended it.'));
          await attempt.done.catch(() => {});
        },
      };
      running = now;
      const ended = (error: string | null): void => {
        if (running === now) running = undefined;
        completed(loginId, error);
      };
      attempt.done.then(
        () => ended(null),
        (error: unknown) =>
          ended(ending ?? (error instanceof AppError ? redact(error.message) : 'Login failed')),
      );
      return { loginId, ...shown };
    },
    cancel: async (id: string): Promise<'canceled' | 'notFound'> => {
      if (!UUID.test(id)) throw refusal(`invalid login id: ${id.slice(0, 60)}`);
      const now = running;
      if (now?.loginId !== id.toLowerCase()) return 'notFound';
      running = undefined;
      await now.stop('cancelled');
      return 'canceled';
    },
  };
}
