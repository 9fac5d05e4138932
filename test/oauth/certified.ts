import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { beforeEach, onTestFinished, vi } from 'vitest';

/** A certified provider that is not ours, so that the standard flow is not judged by our own simulator alone. */
export async function startProvider(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'native',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/auth/callback', 'http://127.0.0.1/callback'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: true },
      deviceFlow: { enabled: true },
      registration: { enabled: true },
      revocation: { enabled: true },
    },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: () => true,
  });
  server.on('request', provider.callback());
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return issuer;
}

/** The provider warns at length that its development settings are not for production. */
export const quietly = (): void => {
  beforeEach(() => {
    for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {});
  });
};

/** Plays the user on the provider's development pages: any name signs in, then consent. */
export async function walk(start: string): Promise<Response> {
  const jar = new Map<string, string>();
  let response = await hop(start, jar);
  for (let i = 0; i < 20; i += 1) {
    const location = response.headers.get('location');
    if (location) {
      const next = new URL(location, response.url || start);
      response = await hop(next.toString(), jar);
      if (next.pathname.endsWith('/callback')) return response;
      continue;
    }
    const html = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (!action) return response;
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const given = Object.fromEntries(hidden.map(([, name, value]) => [name, value]));
    const typed = { prompt: 'login', login: 'somebody', password: 'x', ...given };
    response = await hop(new URL(action, response.url).toString(), jar, new URLSearchParams(typed));
  }
  throw new Error('the provider sent us in circles');
}

async function hop(url: string, jar: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
    ...(body ? { method: 'POST', body } : {}),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [pair] = cookie.split(';');
    const [name, ...value] = (pair ?? '').split('=');
    if (name) jar.set(name, value.join('='));
  }
  Object.defineProperty(response, 'url', { value: url });
  return response;
}
