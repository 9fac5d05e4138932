import { BlockList, isIP, isIPv6 } from 'node:net';
import { AppError } from './errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The proxy for a request. `url` may hold a password: only `name` and `host` may be shown. */
export interface Proxy {
  /** The variable it comes from, as it is spelled there. */
  readonly name: string;
  readonly url: URL;
  /** Host and port. */
  readonly host: string;
}

/** A variable that is set, as it is spelled in the environment. Its value may hold a password. */
export interface ProxyVariable {
  readonly name: string;
  readonly value: string;
}

/** First the one for the scheme, then the one for all; HTTP_PROXY alone serves https too, as it does in Node's own agent. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  'https:': ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'],
  'http:': ['HTTP_PROXY', 'ALL_PROXY'],
};

const SCHEMES = new Set(['http:', 'https:', 'socks5:']);

/** Lower case wins where both spellings are set, as it does in curl and in Node's own agent. */
function read(env: Env, name: string): ProxyVariable | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = env[spelling]?.trim();
    if (value) return { name: spelling, value };
  }
  return undefined;
}

/** Every proxy variable that is set, NO_PROXY excepted. */
export function proxyVariables(env: Env): readonly ProxyVariable[] {
  return ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY']
    .map((name) => read(env, name))
    .filter((v) => v !== undefined);
}

/** Judges a variable's value. Throws an `input` error that never repeats it: it may hold a password. */
export function parseProxy({ name, value }: ProxyVariable): Proxy {
  // `proxy.example:3128` is what curl takes too; without this it would be read as the scheme `proxy.example:`.
  const text = (value.includes('://') ? value : `http://${value}`).replace(/^socks(?:5h)?:/i, 'socks5:');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url && (url.pathname === '/' || url.pathname === '') && !url.search && !url.hash;
  if (!url || !bare || !url.hostname || !SCHEMES.has(url.protocol) || !decodes(url)) {
    throw new AppError({
      kind: 'input',
      code: 'settings.proxy',
      what: `${name} has a value that cannot be used.`,
      why: 'It is not the address of a proxy.',
      fix: `Set ${name} to something like http://proxy.example:3128 (http, https or socks5; user and password in percent-encoding), or unset it.`,
    });
  }
  return { name, url, host: url.host };
}

function decodes(url: URL): boolean {
  try {
    return decodeURIComponent(url.username + url.password) !== undefined;
  } catch {
    return false;
  }
}

/** This machine itself, by name or by address. */
export function isLoopback(hostname: string): boolean {
  const name = bareHost(hostname);
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d+){3}$/.test(name)
  );
}

/**
 * The proxy that a request to `target` goes through; undefined for a direct one. Loopback never goes through a
 * proxy: there it would mean another machine. Throws where the variable in force cannot be used.
 */
export function proxyFor(target: URL, env: Env): Proxy | undefined {
  const variable = (ORDER[target.protocol] ?? []).map((name) => read(env, name)).find((v) => v !== undefined);
  if (!variable || isLoopback(target.hostname)) return undefined;
  return bypasses(target, read(env, 'NO_PROXY')?.value ?? '') ? undefined : parseProxy(variable);
}

/**
 * True where NO_PROXY names the target: `*`, a domain (with or without a leading dot or `*.`; its subdomains are
 * meant too), an address, a network as `10.0.0.0/8`; each with or without a port.
 */
export function bypasses(target: URL, noProxy: string): boolean {
  const host = bareHost(target.hostname);
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const { name, onlyPort } = splitPort(entry);
      if (onlyPort !== undefined && onlyPort !== port) return false;
      if (name === '*') return true;
      if (name.includes('/')) return inNetwork(host, name);
      const domain = name.replace(/^\*?\./, '');
      return domain !== '' && (host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)));
    });
}

function splitPort(entry: string): { readonly name: string; readonly onlyPort: string | undefined } {
  const [, bracketed, after] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
  if (bracketed !== undefined) return { name: bracketed, onlyPort: after };
  if (isIPv6(entry)) return { name: entry, onlyPort: undefined };
  const [, name, port] = /^(.*):(\d+)$/.exec(entry) ?? [];
  return { name: name ?? entry, onlyPort: port };
}

function inNetwork(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const family = isIP(address);
  const prefix = Number(bits);
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(bits)) return false;
  if (prefix > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, prefix, kind);
  return list.check(host, kind);
}

/** Without brackets and without the dot that ends a fully qualified name. */
function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
