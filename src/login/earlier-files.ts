import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import { parseAuthFile } from './auth-file.ts';
import type { RefreshDeps } from './refresh.ts';
import { fingerprintOf, issuerOf, sameAccount, sameTokens, type LoginRecord } from './record.ts';
import { readRegular } from './regular-file.ts';

/**
 * Files of the version before the journal: `auth.json.lock.<number>` names a token and the writer of `auth.json.<16
 * characters>.tmp`, which may hold the only copy of that token's successor. Their content moves into the journal,
 * then they are deleted. `auth.json.refused` is deleted unread: it does not say which server refused. Only the lock
 * holder may call this.
 */
export async function takeOverEarlierFiles(d: RefreshDeps): Promise<void> {
  if (!d.file.storage.inFiles) return;
  const { dir, base } = path.parse(d.file.path);
  const ours = (await readdir(dir)).filter(
    (name) =>
      name.startsWith(`${base}.`) &&
      /^(?:lock\.[1-9]\d{0,8}|[\w-]{16}\.tmp|refused)$/.test(name.slice(base.length + 1)),
  );
  if (ours.length === 0) return;
  const textOf = async (name: string): Promise<string> => {
    const found = await readRegular(path.join(dir, name), d).catch(() => undefined);
    return found?.kind === 'text' ? found.text : '';
  };
  const state = await d.file.read();
  const login = state.kind === 'login' ? state.login : undefined;
  const print = login && fingerprintOf(login);
  const notes = await Promise.all(ours.map(async (name) => parseJson(await textOf(name))));
  let startedAt: number | undefined;
  let successor: LoginRecord | undefined;
  for (const [i, note] of notes.entries()) {
    if (!isObject(note) || !ours[i]?.startsWith(`${base}.lock.`)) continue;
    // A process of that version is still running: these files belong to it.
    if (note['state'] !== 'ended' && d.processAlive(numberOf(note['pid']) ?? 0)) return;
    if (note['note'] !== print) continue;
    startedAt = Math.max(startedAt ?? 0, numberOf(note['started_at']) ?? 0);
    const prepared = parseAuthFile('', await textOf(`${base}.${stringOf(note['nonce'])}.tmp`));
    if (!login || prepared.kind !== 'login' || sameTokens(prepared.login, login)) continue;
    if (sameAccount(prepared.login, login)) successor = prepared.login;
  }
  if (login && print && startedAt !== undefined && (await d.journal.read())?.fingerprint !== print) {
    const entry = await d.journal.begin(
      { fingerprint: print, issuer: issuerOf(login), startedAt },
      successor ?? login,
    );
    if (successor) await entry?.answer(successor);
  }
  for (const name of ours) await rm(path.join(dir, name), { force: true }).catch(() => {});
}
