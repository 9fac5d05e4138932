import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './sandbox.ts';

export const CLIENT = { client_id: 'desktop-client', client_secret: 'not-really-secret-0001' };

/** Names that look like none of the shapes a filter could know. */
const secret = (): string => `canary${randomBytes(18).toString('hex')}`;

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return new URLSearchParams(text);
}

/**
 * A provider in Google's dialect: the client's secret in the body, a refresh token only with access_type=offline and
 * prompt=consent, no id_token without `openid`, no refresh token in the answer to a refresh, `verification_url`. The
 * user agrees at once. `spills`: it repeats tokens in whatever it says.
 */
export async function startStandIn({ lifetime = 3_600, spills = false } = {}) {
  const issued: string[] = [];
  const make = (): string => {
    issued.push(secret());
    return issued.at(-1) ?? '';
  };
  const asked: (readonly [where: string, params: URLSearchParams])[] = [];
  const codes = new Map<string, URLSearchParams>();
  const alive = new Set<string>();
  let refuses = false;

  const tokens = (params: URLSearchParams): object => {
    const offline = params.get('access_type') === 'offline' && params.get('prompt') === 'consent';
    const refresh = offline || params.has('device_code') ? make() : undefined;
    if (refresh) alive.add(refresh);
    const access = make();
    const scope = spills ? `email ${access}` : (params.get('scope') ?? '');
    const idToken = (params.get('scope') ?? '').split(' ').includes('openid') ? 'e30.e30.x' : '';
    return {
      access_token: access,
      expires_in: lifetime,
      scope,
      token_type: 'Bearer',
      ...(refresh ? { refresh_token: refresh } : {}),
      ...(idToken ? { id_token: idToken } : {}),
    };
  };
  const fault = (error: string, said = ''): readonly [number, object] => [
    error === 'invalid_client' ? 401 : 400,
    { error, error_description: spills ? `${said} ${issued.join(' ')}` : said },
  ];
  const token = (form: URLSearchParams): readonly [number, object] => {
    if (form.get('client_id') !== CLIENT.client_id || form.get('client_secret') !== CLIENT.client_secret)
      return fault('invalid_client', 'The client secret is missing.');
    if (refuses) return fault('invalid_grant', 'Token has been expired or revoked.');
    const grant = form.get('grant_type');
    if (grant === 'refresh_token') {
      if (!alive.has(form.get('refresh_token') ?? '')) return fault('invalid_grant');
      return [200, { access_token: make(), expires_in: lifetime, scope: 'email', token_type: 'Bearer' }];
    }
    const code = form.get(grant === 'authorization_code' ? 'code' : 'device_code') ?? '';
    const params = codes.get(code);
    codes.delete(code);
    return params ? [200, tokens(params)] : fault('invalid_grant', `Bad code ${code}.`);
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', origin);
    const form = request.method === 'POST' ? await formOf(request) : url.searchParams;
    asked.push([url.pathname, form]);
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/auth') {
      const code = secret();
      codes.set(code, form);
      issued.push(code);
      const back = new URL(form.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: form.get('state') ?? '' }).toString();
      response.writeHead(302, { location: back.toString() }).end();
    } else if (url.pathname === '/device/code') {
      const code = make();
      codes.set(code, new URLSearchParams([...form, ['device_code', code]]));
      const page = `${origin}/device`;
      reply(200, {
        device_code: code,
        user_code: 'GQVQ-JKEC',
        verification_url: page,
        verification_uri_complete: `${page}?user_code=GQVQ-JKEC`,
        expires_in: 1_800,
        interval: 1,
      });
    } else if (url.pathname === '/token') reply(...token(form));
    else if (url.pathname === '/revoke') {
      const known = alive.delete(form.get('token') ?? '');
      reply(known ? 200 : 400, known ? {} : { error: 'invalid_token' });
    } else reply(404, {});
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    /** As a user describes it. */
    described: {
      service_name: 'Stand-in',
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: `${origin}/token`,
      revocation_endpoint: `${origin}/revoke`,
      device_authorization_endpoint: `${origin}/device/code`,
      ...CLIENT,
      scopes: ['email'],
      authorize_parameters: { access_type: 'offline', prompt: 'consent' },
    },
    /** Tokens and codes that it has given out. */
    issued,
    requests: (where: string) => asked.filter(([at]) => at === where).map(([, params]) => params),
    alive,
    /** From now on it has forgotten every login. */
    forget: () => {
      refuses = true;
    },
  };
}

/** Writes the user's providers.json. */
export async function describeProviders({ authFile }: Pick<Sandbox, 'authFile'>, content: object) {
  const file = path.join(path.dirname(authFile), 'codex-oauth', 'providers.json');
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}
