import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freshPlace, isPlain } from '../app-login.ts';
import type { Settings } from '../settings.ts';
import type { Deps } from '../system/deps.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { portHolder } from '../system/port-holder.ts';
import { noProxy, proxyFor, proxyVariables } from '../system/proxy.ts';
import { fail, failedWith, note, ok, warn, type Finding } from './finding.ts';

export type NetworkFacts = Awaited<ReturnType<typeof gatherNetwork>>;

/** Read by curl, git, Python and the Codex CLI, not by Node. */
const OTHER_CA = ['CODEX_CA_CERTIFICATE', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];

export async function gatherNetwork({ env, platform }: Pick<Deps, 'env' | 'platform'>, settings: Settings) {
  const { issuer, baseUrl } = freshPlace(settings).home;
  const caFile = env['NODE_EXTRA_CA_CERTS']?.trim();
  return {
    proxyIsSet: proxyVariables(env).length > 0,
    /** The route to each server; names and hosts only, because a proxy's URL may contain a password. */
    routes: [...new Set([issuer, baseUrl])].map((url) => routeTo(new URL(url), env)),
    ca: caFile ? { path: caFile, unusable: await whyUnusable(caFile) } : undefined,
    otherCa: OTHER_CA.filter((name) => env[name]?.trim()),
    tlsOff: env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    // Other providers take any free port.
    ports: await Promise.all(
      (isPlain(settings) ? settings.ports : []).map((port) => lookAtPort(port, platform)),
    ),
  };
}

function routeTo(url: URL, env: Deps['env']): string | AppError {
  try {
    const proxy = proxyFor(url, env);
    const unless = noProxy(env) ? ', unless NO_PROXY names it' : '';
    return proxy ? `${url.host} through ${proxy.host} (${proxy.name})${unless}` : `${url.host} directly`;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Node itself only ignores it. */
async function whyUnusable(certificates: string): Promise<string | undefined> {
  try {
    const pem = (await readFile(certificates, 'utf8')).includes('-----BEGIN CERTIFICATE-----');
    return pem ? undefined : 'contains no certificate in PEM form';
  } catch (error) {
    return `cannot be read (${errnoOf(error) ?? 'unknown'})`;
  }
}

/** Tries the port as a sign-in would, and frees it at once. */
async function lookAtPort(port: number, platform: string) {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error) => resolve(errnoOf(error) ?? 'unknown'));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return { port, state: 'free' } as const;
  // The system reserves it.
  if (code !== 'EADDRINUSE') return { port, state: 'reserved' } as const;
  return { port, state: 'busy', holder: (await portHolder(port, platform))?.text } as const;
}

export function judgeNetwork(facts: NetworkFacts): readonly Finding[] {
  return [checkProxy(facts), ...(facts.tlsOff ? [TLS_OFF] : []), checkCa(facts), ...checkPorts(facts)];
}

const TLS_OFF = warn(
  'tls',
  'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off all certificate checks.',
  'Anyone between here and the server can read the login and the questions.',
  'Unset it, and set NODE_EXTRA_CA_CERTS to your network’s CA file instead.',
);

function checkProxy({ proxyIsSet, routes }: NetworkFacts): Finding {
  const refused = routes.find((route) => route instanceof AppError);
  if (refused) return failedWith('proxy', refused);
  return proxyIsSet
    ? note('proxy', `A proxy is set: ${routes.join(', ')}.`)
    : ok('proxy', 'No proxy is set; connections are direct.');
}

function checkCa({ ca, otherCa }: NetworkFacts): Finding {
  if (ca?.unusable !== undefined)
    return fail(
      'ca',
      `NODE_EXTRA_CA_CERTS names ${ca.path}, which ${ca.unusable}.`,
      'Node ignores it.',
      'Set it to a PEM file, then restart the host: Node reads it when a process starts.',
    );
  if (ca) return ok('ca', `The certificates in ${ca.path} (NODE_EXTRA_CA_CERTS) are trusted too.`);
  if (otherCa.length === 0) return ok('ca', 'Only Node’s own certificates are trusted.');
  return note(
    'ca',
    `Node does not read ${otherCa.join(' and ')}.`,
    'If your network inspects TLS, requests from here fail.',
    'Set NODE_EXTRA_CA_CERTS to the same file.',
  );
}

function checkPorts({ ports }: NetworkFacts): readonly Finding[] {
  const all = ports.every((p) => p.state !== 'free');
  return ports.map(({ port, state, holder }) => {
    const id = `port.${port}`;
    if (state === 'free') return ok(id, `Port ${port} is free (used for the sign-in callback).`);
    const what =
      state === 'reserved'
        ? `Port ${port} cannot be used on this machine: the system reserves it.`
        : `Port ${port} is in use${holder === undefined ? '' : ` by ${holder}`}.`;
    return all
      ? warn(
          id,
          what,
          'A sign-in with the browser cannot listen for its callback.',
          'End that program, or sign in with a code instead: `codex-oauth login --no-browser`.',
        )
      : note(id, what, 'A sign-in uses the other registered port.');
  });
}
