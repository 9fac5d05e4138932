import path from 'node:path';
import { objectIn } from '../system/json.ts';
import { readRegular, type FileFacts } from './regular-file.ts';

/** The user's own file of providers (docs/providers.md). A project cannot name another one. */
export const providersFileOf = (authFile: string): string =>
  path.join(path.dirname(authFile), 'codex-oauth', 'providers.json');

/**
 * True if the user's file lets an assistant sign in to his providers. For each list of the tools, so nothing else of
 * the file is looked at; a broken one enables nothing.
 */
export async function ownToolsEnabled(authFile: string, facts: FileFacts): Promise<boolean> {
  const found = await readRegular(providersFileOf(authFile), facts).catch(() => undefined);
  const content = found?.kind === 'text' ? objectIn(found.text) : '';
  return typeof content === 'object' && content['tools'] === true;
}
