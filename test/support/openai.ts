import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from '../../simulator/simulator.ts';
import { startProxy } from './proxy.ts';
import { makeAuthority, tlsFront } from './tls.ts';

/** OpenAI's own hosts, one of them in a region. */
const HOSTS = ['auth.openai.com', 'chatgpt.com', 'eu.chatgpt.com', 'api.openai.com'];

/**
 * A simulator at OpenAI's real addresses: a proxy leads their names to it, over TLS, with an authority of the test's. No
 * setting of ours is needed for that. `elsewhere` are further names, each with the server it leads to; `connects` tells
 * every host that was asked for.
 */
export async function atRealAddresses(
  simulator: Simulator,
  dir: string,
  elsewhere: Readonly<Record<string, Simulator>> = {},
) {
  const authority = makeAuthority();
  const front = (names: readonly string[], { url }: Simulator): Promise<number> =>
    tlsFront(authority.issue(names), Number(new URL(url).port));
  const openAi = await front(HOSTS, simulator);
  const hosts = Object.fromEntries(HOSTS.map((host) => [`${host}:443`, openAi]));
  for (const [host, server] of Object.entries(elsewhere)) hosts[`${host}:443`] = await front([host], server);
  const { port, connects } = await startProxy({ hosts });
  const ca = path.join(dir, 'test-authority.pem');
  await writeFile(ca, authority.pem);
  return { env: { HTTPS_PROXY: `http://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: ca }, connects };
}
