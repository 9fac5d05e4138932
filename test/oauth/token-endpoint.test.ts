import { createServer, type RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { judgeRefresh, refreshTokens, twiceIfBusy, type RawAnswer } from '../../src/oauth/token-endpoint.ts';
import { profileAt } from '../login/support.ts';
import { endWithTest, listening } from '../support/tls.ts';

const json = (status: number, body: unknown): RawAnswer => ({ status, body: JSON.stringify(body) });
const page = (status: number): RawAnswer => ({ status, body: `<html><h1>${status}</h1></html>` });
const oauth = (error: string): object => ({ error, error_description: 'text' });
const api = (code: string): object => ({ error: { code, message: 'text' } });

const refused = (reason: string): object => ({ kind: 'refused', reason });
const tokens = (accessToken: string, more = {}): object => ({
  kind: 'tokens',
  tokens: { accessToken, ...more },
});
const all = { access_token: 'a', refresh_token: 'r', id_token: 'i', expires_in: 60 };
const passing = (maybeSpent: boolean): object => ({ kind: 'unavailable', maybeSpent });

describe('an endpoint that is busy', () => {
  test.each<[first: Partial<RawAnswer>, sent: number, slept: number[]]>([
    [{ status: 429 }, 2, [1_000]],
    [{ status: 503 }, 2, [1_000]],
    [{ status: 503, retryAfter: 2 }, 2, [2_000]],
    [{ status: 429, retryAfter: 0 }, 2, [0]],
    [{ status: 429, retryAfter: 60 }, 1, []],
    [{ status: 500 }, 1, []],
    [{ status: 502 }, 1, []],
    [{ status: 401 }, 1, []],
    [{ status: 200 }, 1, []],
  ])('%j is asked %i times', async (first, times, pauses) => {
    const slept: number[] = [];
    const answers = [{ body: '', status: 0, ...first }, json(503, {})];
    let sent = 0;
    const send = (): Promise<RawAnswer> => Promise.resolve(answers[sent++] ?? page(500));
    const sleep = (ms: number): Promise<void> => Promise.resolve(void slept.push(ms));
    expect(await twiceIfBusy({ sleep }, AbortSignal.timeout(5_000), send)).toBe(answers[times - 1]);
    expect([sent, slept]).toEqual([times, pauses]);
  });
});

describe('the answer to a refresh (docs/wire.md 5.4)', () => {
  test.each([
    ['401 refresh_token_expired', json(401, api('refresh_token_expired')), refused('expired')],
    ['400 refresh_token_expired', json(400, api('refresh_token_expired')), refused('expired')],
    ['401 refresh_token_reused', json(401, api('refresh_token_reused')), refused('used twice')],
    ['400 refresh_token_reused', json(400, api('refresh_token_reused')), refused('used twice')],
    ['401 refresh_token_invalidated', json(401, api('refresh_token_invalidated')), refused('revoked')],
    ['400 as text', json(400, oauth('refresh_token_invalidated')), refused('revoked')],
    ['the code at the top', json(401, { code: 'refresh_token_reused' }), refused('used twice')],
    ['401 token_invalidated', json(401, api('token_invalidated')), refused('refused')],
    ['401 app_session_terminated', json(401, api('app_session_terminated')), refused('refused')],
    ['401 with a code nobody knows', json(401, api('new_code')), refused('refused')],
    ['400 invalid_grant', json(400, oauth('invalid_grant')), refused('refused')],
    ['401 invalid_grant', json(401, oauth('invalid_grant')), refused('refused')],
    ['400 with another code', json(400, oauth('invalid_request')), passing(false)],
    ['400 with a name of every object as its code', json(400, oauth('constructor')), passing(false)],
    ['400 without a body', { status: 400, body: '' }, passing(false)],
    ['403', json(403, { detail: 'Forbidden' }), passing(false)],
    ['403, decided by another', json(403, api('refresh_token_expired')), passing(false)],
    ['404', json(404, { detail: 'Not Found' }), passing(false)],
    ['407 of a proxy', page(407), passing(false)],
    ['429', json(429, api('rate_limit_exceeded')), passing(false)],
    ['500', json(500, api('server_error')), passing(true)],
    ['500 that names a dead token', json(500, api('refresh_token_expired')), passing(true)],
    ['502 of a gateway', page(502), passing(true)],
    ['504 of a gateway', page(504), passing(true)],
    ['401 as a page of HTML: a gateway’s, not the server’s', page(401), passing(false)],
    ['401 without a body', { status: 401, body: '' }, passing(false)],
    ['401 as a list', json(401, []), passing(false)],
    ['200 as a page of HTML', page(200), passing(true)],
    ['200 cut in the middle', { status: 200, body: '{"access_token":"ey' }, passing(true)],
    ['200 as a list', json(200, [1]), passing(true)],
    ['200 with an error inside', json(200, oauth('server_error')), passing(true)],
    ['200 with a token of a wrong type', json(200, { access_token: 5 }), passing(true)],
    ['200 with a token that fits in no header', json(200, { access_token: 'a\nb' }), passing(true)],
    ['204', { status: 204, body: '' }, passing(true)],
    ['302', page(302), passing(true)],
    ['200 with all tokens', json(200, all), tokens('a', { refreshToken: 'r', idToken: 'i', expiresIn: 60 })],
    ['200 with an access token only', json(200, { access_token: 'a' }), tokens('a')],
    ['200 with nothing: keep what you have', json(200, {}), { kind: 'tokens', tokens: {} }],
    ['a lifetime that is none', json(200, { access_token: 'a', expires_in: -5 }), tokens('a')],
  ])('%s', (_, answer, verdict) => {
    expect(judgeRefresh(answer, profileAt('https://auth.example'))).toMatchObject(verdict);
  });
});

async function ask(answer: RequestListener, signal = AbortSignal.timeout(5_000)): Promise<RawAnswer> {
  const server = createServer(answer);
  endWithTest(server);
  const profile = profileAt(`http://127.0.0.1:${await listening(server)}`);
  return refreshTokens(fetch, profile, { refreshToken: 'r', reason: 'forced' }, signal);
}

test('a refresh is one JSON request with the honest name of this program', async () => {
  let seen: unknown;
  await ask((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      seen = {
        method: request.method,
        url: request.url,
        type: request.headers['content-type'],
        who: request.headers['originator'],
        body: JSON.parse(body),
      };
      response.end('{}');
    });
  });
  expect(seen).toEqual({
    method: 'POST',
    url: '/oauth/token',
    type: 'application/json',
    who: 'codex-oauth',
    body: {
      client_id: 'app_EMoamEEZ73f0CkXaXp7hrann',
      grant_type: 'refresh_token',
      refresh_reason: 'forced',
      refresh_token: 'r',
    },
  });
});

test.each([
  ['Tue, 15 Nov 1994 08:12:31 GMT', '120', { serverTime: 784_887_151_000, retryAfter: 120 }],
  ['yesterday', 'later', {}],
])('the server’s clock, %s, and its wish to be left alone, %s, are %j', async (date, wish, read) => {
  const answer = await ask((_request, response) => {
    response.writeHead(429, { date, 'retry-after': wish });
    response.end('{}');
  });
  expect(answer).toEqual({ status: 429, body: '{}', ...read });
});

test('an answer without end is cut, not collected', async () => {
  const answer = await ask((_request, response) => {
    const piece = Buffer.alloc(65_536, 'x');
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  expect(answer.body).toHaveLength(1_048_576);
});

test('a redirect is not followed: the token is for one address only', async () => {
  let requests = 0;
  const asked = ask((_request, response) => {
    requests += 1;
    response.writeHead(307, { location: '/elsewhere' });
    response.end();
  });
  await expect(asked).rejects.toMatchObject({ kind: 'network' });
  expect(requests).toBe(1);
});
