import type { Deps } from './deps.ts';
import { AppError } from './errors.ts';
import { holdSecrets } from './redact.ts';

/** A variable that is set, as it is spelled in the environment. Its value may hold a password. */
export interface ProxyVariable {
  readonly name: string;
  readonly value: string;
}

/** The proxy in force. `url` and `token` may hold a password: only `name` and `host` may be shown. */
export interface Proxy extends Pick<ProxyVariable, 'name'> {
  readonly url: string;
  /** What an HTTP proxy gets as Proxy-Authorization (RFC 7617); a SOCKS proxy takes its user from the address. */
  readonly token: string | undefined;
  /** Host and port. */
  readonly host: string;
}

/** The one for https first: outside of this machine nothing else is spoken. Lower case wins, as in curl and in Node. */
function read(env: Deps['env'], name: string): ProxyVariable | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = env[spelling]?.trim();
    if (value) return { name: spelling, value };
  }
  return undefined;
}

/** Every proxy variable that is set, the one in force first; NO_PROXY excepted. */
export function proxyVariables(env: Deps['env']): readonly ProxyVariable[] {
  return ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY']
    .map((name) => read(env, name))
    .filter((variable) => variable !== undefined);
}

/** What goes without the proxy. Judged by undici's EnvHttpProxyAgent, so that it means what it means in Node. */
export const noProxy = (env: Deps['env']): string => read(env, 'NO_PROXY')?.value ?? '';

/** Judges a variable's value. Throws an `input` error that never repeats it: it may hold a password. */
export function parseProxy({ name, value }: ProxyVariable): Proxy {
  // `proxy.example:3128` is what curl takes too; without this it would be read as the scheme `proxy.example:`.
  const text = (value.includes('://') ? value : `http://${value}`).replace(/^socks(?:5h)?:/i, 'socks5:');
  try {
    const url = new URL(text);
    const { protocol, host, pathname, username, password } = url;
    const bare = (pathname === '/' || pathname === '') && !url.search && !url.hash;
    if (!bare || !host || !/^(?:https?|socks5):$/.test(protocol)) throw new Error('no proxy');
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    holdSecrets(password, decodeURIComponent(password), Buffer.from(user).toString('base64'));
    if (protocol === 'socks5:' || user === ':') return { name, url: url.href, token: undefined, host };
    const token = `Basic ${Buffer.from(user).toString('base64')}`;
    return { name, url: `${protocol}//${host}`, token, host };
  } catch {
    throw new AppError({
      kind: 'input',
      code: 'settings.proxy',
      what: `${name} has a value that cannot be used.`,
      why: 'It is not the address of a proxy.',
      fix: `Set ${name} to something like http://proxy.example:3128 (http, https or socks5; user and password in percent-encoding), or unset it.`,
    });
  }
}

/**
 * The names of this machine that may be reached by plain http, and that a request to our listener may name. Narrower
 * than `isLoopback` on purpose: a token or a code is at stake.
 */
export const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** The address in one spelling where a token may be sent to it: https, or http on this machine, and nothing else in it. */
export function tokenAddress(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(value);
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK_NAMES.includes(hostname));
  if (!safe || username || password || search || hash) return undefined;
  return origin + pathname.replace(/\/+$/, '');
}

/** This machine itself, by name or by address. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}

/**
 * The proxy for a request to `target`, NO_PROXY apart; undefined where none is set. Loopback never goes through a
 * proxy: there it would mean another machine. Throws where the variable in force cannot be used.
 */
export function proxyFor(target: URL, env: Deps['env']): Proxy | undefined {
  const [variable] = proxyVariables(env);
  return variable && !isLoopback(target.hostname) ? parseProxy(variable) : undefined;
}
