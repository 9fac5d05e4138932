import type { Deps } from './deps.ts';
import { AppError } from './errors.ts';
import { holdSecrets } from './redact.ts';

/** A variable that is set, as spelled in the environment. Its value may contain a password. */
interface ProxyVariable {
  readonly name: string;
  readonly value: string;
}

/** The proxy in force. `url` and `token` may contain a password: only `name` and `host` may be shown. */
export interface Proxy extends Pick<ProxyVariable, 'name'> {
  readonly url: string;
  /** What an HTTP proxy gets as Proxy-Authorization (RFC 7617); a SOCKS proxy takes its user from the address. */
  readonly token: string | undefined;
  /** Host and port. */
  readonly host: string;
}

/** The https variable first: requests to other machines always use https. Lower case wins, as in curl and in Node. */
function read(env: Deps['env'], name: string): ProxyVariable | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = env[spelling]?.trim();
    if (value) return { name: spelling, value };
  }
  return undefined;
}

/** Every proxy variable that is set except NO_PROXY, the one in force first. */
export function proxyVariables(env: Deps['env']): readonly ProxyVariable[] {
  return ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY']
    .map((name) => read(env, name))
    .filter((variable) => variable !== undefined);
}

/** Hosts reached without the proxy. Evaluated by undici's EnvHttpProxyAgent, so that it means the same as in Node. */
export const noProxy = (env: Deps['env']): string => read(env, 'NO_PROXY')?.value ?? '';

/** Parses a variable's value. Throws an `input` error that never repeats it, because it may contain a password. */
export function parseProxy({ name, value }: ProxyVariable): Proxy {
  // curl accepts `proxy.example:3128` too; without this it would be read as the scheme `proxy.example:`.
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
      what: `${name} has an invalid value.`,
      why: 'It is not the address of a proxy.',
      fix: `Set ${name} to something like http://proxy.example:3128 (http, https or socks5; user and password in percent-encoding), or unset it.`,
    });
  }
}

/**
 * The names of this machine that may be reached by plain http, and that a request to our listener may name.
 * Deliberately narrower than `isLoopback`: such requests carry a token or a code.
 */
export const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * The normalised address if a token may be sent to it (https, or http on this machine, without user, query or
 * fragment); else undefined.
 */
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
 * The proxy for a request to `target`, before NO_PROXY is applied; undefined if none is set. Loopback never goes
 * through a proxy, where it would mean another machine. Throws if the variable in force is invalid.
 */
export function proxyFor(target: URL, env: Deps['env']): Proxy | undefined {
  const [variable] = proxyVariables(env);
  return variable && !isLoopback(target.hostname) ? parseProxy(variable) : undefined;
}
