import type { TokenSet } from '../../simulator/simulator.ts';

/** The Codex CLI's auth.json as it leaves it after a sign-in (docs/wire.md 3). */
export const cliLogin = (
  { idToken, accessToken, refreshToken }: Pick<TokenSet, 'idToken' | 'accessToken' | 'refreshToken'>,
  account = 'acc-sim-0001',
) => ({
  auth_mode: 'chatgpt',
  OPENAI_API_KEY: null,
  tokens: {
    id_token: idToken,
    access_token: accessToken,
    refresh_token: refreshToken,
    account_id: account,
  },
  last_refresh: new Date().toISOString(),
});
