import { randomBytes } from 'node:crypto';
import type { SimAccount } from '../accounts.ts';
import type { SimClock } from '../clock.ts';
import { SigningKeys } from './keys.ts';

export const ENTRY_CLIENT = 'dynamic_agent_client';
export const RESOURCE = 'https://api.openai.com/v1';
export const PLAN_SCOPE = 'chatgpt.tokens.use.direct';
export const FULL_SCOPE = `openid profile email offline_access resource.invoke ${PLAN_SCOPE}`;

/** A program that a user has connected: bound to the user and the workspace. */
export interface ChatGptApp {
  readonly clientId: string;
  readonly account: SimAccount;
  readonly name: string;
  readonly hosts: Set<string>;
}

export interface ChatGptCode {
  readonly app: ChatGptApp;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly scope: string;
  readonly subject: string;
  readonly expiresAt: number;
  used: boolean;
}

export interface ChatGptSession {
  readonly app: ChatGptApp;
  readonly scope: string;
  readonly subject: string;
  revoked: boolean;
  refreshes: number;
  /** Refreshes that came before their time. */
  early: number;
}

interface RefreshToken {
  readonly session: ChatGptSession;
  readonly earliest: number;
  readonly expiresAt: number;
  state: 'good' | 'used' | 'dead';
}

export interface ChatGptTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly earliestRefreshAt: number;
}

const opaque = (prefix: string, bytes = 24): string => `${prefix}${randomBytes(bytes).toString('base64url')}`;
const DAY = 86_400;
const ACCESS = 3600;
/** How long before the end of the access token a refresh is allowed. Seconds. */
const WINDOW = 360;

/** What the sign-in for third-party programs knows. */
export class ChatGptStore {
  readonly apps = new Map<string, ChatGptApp>();
  readonly codes = new Map<string, ChatGptCode>();
  readonly sessions: ChatGptSession[] = [];
  readonly keys = new SigningKeys();
  readonly #access = new Map<string, { readonly session: ChatGptSession; readonly expiresAt: number }>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #clock: SimClock;
  readonly #lifetime: number;

  constructor(clock: SimClock, lifetime = ACCESS) {
    this.#clock = clock;
    this.#lifetime = lifetime;
  }

  register(account: SimAccount, name: string): ChatGptApp {
    const app = { clientId: opaque('oaiapp_', 12), account, name, hosts: new Set<string>() };
    this.apps.set(app.clientId, app);
    return app;
  }

  issueCode(grant: Omit<ChatGptCode, 'expiresAt' | 'used'>): string {
    const code = opaque('ac-sim-');
    this.codes.set(code, { ...grant, expiresAt: this.#clock.now() + 60, used: false });
    return code;
  }

  open(app: ChatGptApp, scope: string, subject: string): ChatGptSession {
    const session = { app, scope, subject, revoked: false, refreshes: 0, early: 0 };
    this.sessions.push(session);
    return session;
  }

  issue(session: ChatGptSession, issuer: string): ChatGptTokens {
    const now = this.#clock.now();
    const { app, scope, subject } = session;
    const accessToken = this.keys.sign({
      iss: issuer,
      aud: RESOURCE,
      sub: subject,
      client_id: app.clientId,
      scope,
      iat: now,
      nbf: now,
      exp: now + this.#lifetime,
      jti: opaque('', 12),
      'https://api.openai.com/auth': {
        per_user_salt: opaque('', 6),
        encrypted_auth_metadata: opaque('', 24),
      },
    });
    const refreshToken = opaque('rt-sim-', 32);
    const earliest = now + Math.max(0, this.#lifetime - WINDOW);
    this.#access.set(accessToken, { session, expiresAt: now + this.#lifetime });
    this.#refresh.set(refreshToken, { session, earliest, expiresAt: now + 30 * DAY, state: 'good' });
    return { accessToken, refreshToken, expiresIn: this.#lifetime, earliestRefreshAt: earliest };
  }

  /** Uses a refresh token. One that comes before its time is dead from then on. */
  refresh(token: string, clientId: string): ChatGptSession | string {
    const record = this.#refresh.get(token);
    if (!record || record.session.app.clientId !== clientId || record.state === 'dead')
      return 'invalid_grant';
    if (record.state === 'used') return 'refresh_token_reused';
    if (record.session.revoked) return 'refresh_token_invalidated';
    if (record.expiresAt <= this.#clock.now()) return 'refresh_token_expired';
    if (this.#clock.now() < record.earliest) {
      record.state = 'dead';
      record.session.early += 1;
      return 'invalid_grant';
    }
    record.state = 'used';
    record.session.refreshes += 1;
    return record.session;
  }

  revoke(token: string): void {
    const session = this.#refresh.get(token)?.session;
    if (session) session.revoked = true;
  }

  /** True for a token of this sign-in, whatever has become of it. */
  knows(accessToken: string): boolean {
    return this.#access.has(accessToken);
  }

  admit(accessToken: string): ChatGptSession | undefined {
    const record = this.#access.get(accessToken);
    const good = record && !record.session.revoked && record.expiresAt > this.#clock.now();
    return good ? record.session : undefined;
  }
}
