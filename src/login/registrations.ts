import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Place, Provider } from '../oauth/provider.ts';
import type { Deps } from '../system/deps.ts';
import { errnoOf } from '../system/errors.ts';
import { fileError, readIfThere, replaceFile } from '../system/files.ts';
import { isObject, member, parseJson, stringOf } from '../system/json.ts';
import { sleep } from '../system/time.ts';
import { nameOf, UNNAMED } from './account.ts';
import { isGranted, SUBJECT, type LoginRecord } from './record.ts';

/** A name of this installation that says nothing about its user: `urn:uuid:` and a random UUID (RFC 9562). */
const HOST_ID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** How often a write is tried again because another window was quicker. */
const ATTEMPTS = 5;

/**
 * What a provider has registered of this program: which client belongs to which of the user's accounts. Nothing of it is
 * secret, and it outlives every sign-out: the next sign-in uses the same client.
 */
export function openRegistrations(
  provider: Provider,
  { authFile, platform }: Pick<Deps, 'platform'> & { readonly authFile: string },
) {
  const { id, issuer, plan } = provider;
  const folder = path.join(path.dirname(authFile), 'codex-oauth');
  const file = path.join(folder, 'registrations.json');
  const hostFile = path.join(folder, 'host-id');

  /** The name of this installation; the first window that needs it makes it. */
  const hostId = async (tries = 0): Promise<string> => {
    try {
      const known = (await readIfThere(hostFile))?.trim() ?? '';
      if (HOST_ID.test(known)) return known;
      const made = `urn:uuid:${randomUUID()}`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const flag = known === '' && tries < ATTEMPTS ? 'wx' : 'w';
      await writeFile(hostFile, `${made}\n`, { mode: 0o600, flag });
      return made;
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw fileError(error, hostFile, 'written');
      // Another window is writing it.
      await sleep(20);
      return hostId(tries + 1);
    }
  };

  /** Another server's clients are not this one's. */
  const clientOf = async (account: string) => {
    const known = member(parseJson((await readIfThere(file)) ?? ''), id, account);
    const clientId = member(known, 'issuer') === issuer ? stringOf(member(known, 'client_id')) : undefined;
    return { clientId, subject: clientId && stringOf(member(known, 'subject')) };
  };

  return {
    /** Where the account's next sign-in is made; without a name, that of the login in place. */
    placeFor: async (account: string | undefined, login: LoginRecord | undefined): Promise<Place> => {
      const same = login && (account === undefined || account === nameOf(login));
      const client = same
        ? { clientId: login.clientId, subject: stringOf(login.extra[SUBJECT]) }
        : await clientOf(account ?? UNNAMED);
      const consentAgain = same && plan !== undefined && !isGranted(login, plan.scope);
      return { issuer, hostId: await hostId(), ...client, consentAgain };
    },
    /** Remembers the client, and who was proven to have signed in with it. Throws a `local` error. */
    keep: async (account = UNNAMED, clientId: string, subject?: string): Promise<void> => {
      try {
        for (let tries = 0; tries < ATTEMPTS; tries += 1) {
          const before = await readIfThere(file);
          const all = parseJson(before ?? '');
          const clients = member(all, id);
          const known = Object.entries(isObject(clients) ? clients : {});
          const [name = account] = known.find(([, one]) => member(one, 'client_id') === clientId) ?? [];
          const next = { client_id: clientId, issuer, ...(subject === undefined ? {} : { subject }) };
          const text = JSON.stringify({
            ...(isObject(all) ? all : {}),
            [id]: { ...Object.fromEntries(known), [name]: next },
          });
          const unchanged = (): boolean =>
            (existsSync(file) ? readFileSync(file, 'utf8') : undefined) === before;
          if (await replaceFile(file, `${text}\n`, platform, unchanged)) return;
        }
      } catch (error) {
        throw fileError(error, file, 'written');
      }
    },
  };
}
