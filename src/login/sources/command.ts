import type { Deps } from '../../system/deps.ts';
import type { AppError } from '../../system/errors.ts';
import { isObject, parseJson, stringOf } from '../../system/json.ts';
import { tokenAddress } from '../../system/proxy.ts';
import { holdSecrets, redact } from '../../system/redact.ts';
import { expiryOf, identityOf, plausibleTime } from '../claims.ts';
import { accountChanged, signInError, type Credential } from '../credential.ts';
import { freshnessOf } from '../record.ts';
import { credentialFrom, reportOn, sameOwner, type Found, type Source } from './source.ts';

/** A program that asks another machine may need a while, or a person who touches a key. Milliseconds. */
const PATIENCE_MS = 60_000;
/** A token is a few kilobytes. Characters. */
const LARGEST = 65_536;

const failed = (why: string, fix = 'Run the command by hand and see what it says.'): AppError =>
  signInError('command.failed', 'The credential command gave no login.', why, fix);

interface Given extends Found {
  readonly token: string;
  /** Seconds since the epoch; undefined if unknown. */
  readonly expiresAt: number | undefined;
}

/** What the command printed: `{access_token, account_id, expires_at}`. Throws if it is not that. Pure. */
export function readCredential(text: string): Given {
  const said = parseJson(text.trim());
  if (!isObject(said)) throw failed('It did not print one JSON object.');
  const token = stringOf(said['access_token']);
  // RFC 6750 section 2.1. A masked token has other characters.
  if (!token || !/^[\w.~+/=-]+$/.test(token)) throw failed('What it printed has no usable access_token.');
  holdSecrets(token);
  const place = stringOf(said['base_url']);
  const baseUrl = place === undefined ? undefined : tokenAddress(place);
  if (place !== undefined && baseUrl === undefined)
    throw failed('Its base_url is not an address that a token may be sent to.');
  const accountId = stringOf(said['account_id']);
  return {
    mode: 'chatgptAuthTokens',
    token,
    identity: { ...identityOf(token), ...(accountId ? { accountId } : {}) },
    home: baseUrl === undefined ? undefined : { baseUrl },
    expiresAt: expiryOf(token) ?? plausibleTime(said['expires_at']),
  };
}

type RunDeps = Pick<Deps, 'env' | 'now'>;

/** Runs the command without a shell and returns what it prints. Rejects with an AppError. */
async function run([program = '', ...args]: readonly string[], { env }: RunDeps): Promise<string> {
  // Loaded only for this source: the module that starts programs costs 2 MB.
  const { execFile } = await import('node:child_process');
  const options = {
    env,
    windowsHide: true,
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    maxBuffer: LARGEST,
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, out, complaints) => {
      if (!error) return resolve(out);
      const said = complaints.split('\n').find((line) => line.trim() !== '');
      const end = error.killed
        ? `It did not finish within ${PATIENCE_MS / 1000} s, or printed too much.`
        : error.syscall !== undefined
          ? `It could not be started (${String(error.code)}).`
          : `It ended with ${String(error.code)}${said === undefined ? '' : `: ${redact(said.trim()).slice(0, 200)}`}.`;
      reject(failed(end));
    });
    child.stdin?.end();
  });
}

/**
 * Short-lived access tokens from a program of the user's (`CODEX_OAUTH_CREDENTIAL_COMMAND`), which asks whoever owns the
 * refresh token. It is run when a token is needed, not again while that one lives, and once more after a 401.
 */
export function commandSource(
  command: readonly string[] | undefined,
  d: RunDeps & { readonly serverNow: () => number },
): Source {
  let held: Given | undefined;
  let running: Promise<Given> | undefined;
  const ask = (): Promise<Given> =>
    (running ??= run(command ?? [], d)
      .then((text) => (held = readCredential(text)))
      .finally(() => {
        running = undefined;
      }));
  const credentialOf = (given: Given): Credential => credentialFrom('command', given, given.identity);
  return {
    name: 'command',
    credential: async () => {
      if (command === undefined) return undefined;
      const known = held;
      if (known && !freshnessOf(known.expiresAt, d.serverNow()).needsRefresh) return credentialOf(known);
      // A token that still works is used if the command fails now.
      const next = await ask().catch((error: unknown) => {
        if (known && !freshnessOf(known.expiresAt, d.serverNow()).isExpired) return known;
        throw error;
      });
      return credentialOf(next);
    },
    renew: async (used) => {
      const next = credentialOf(held && held.token !== used.accessToken ? held : await ask());
      if (!sameOwner(next, used)) throw accountChanged();
      // The same token may work at a second try; after another refusal the question ends (refusedAgain).
      return next;
    },
    report: async () =>
      // It is not run for a status: it may ask a person.
      command &&
      reportOn('command', 'chatgptAuthTokens', {
        identity: held?.identity ?? {},
        expiresAt: held?.expiresAt,
        home: held?.home,
      }),
  };
}
