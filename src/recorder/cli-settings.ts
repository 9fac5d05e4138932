import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'smol-toml';
import { parseCliFile, type CliLogin } from '../login/sources/codex-cli-file.ts';
import { signInError } from '../login/credential.ts';
import type { AppError } from '../system/errors.ts';
import { isObject, parseJson, stringOf } from '../system/json.ts';
import { holdSecrets } from '../system/redact.ts';

/** The last value of an option in another program's arguments. Pure. */
export function optionIn(args: readonly string[], names: readonly [short: string, long: string]) {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const [short, long] = names;
  return own
    .flatMap((arg, i) => {
      if (arg === short || arg === long) return own[i + 1] ?? [];
      if (arg.startsWith(`${long}=`)) return arg.slice(long.length + 1);
      return arg.startsWith(short) && !arg.startsWith('--') ? arg.slice(short.length) : [];
    })
    .at(-1);
}

/** A file as TOML; nothing if it is missing or broken, which the CLI says itself. */
async function tableIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Which server the CLI's own configuration names for its requests, whether they go to OpenAI at all, and whether its
 * login is in a file. A project's file can name none of them (docs/wire.md 6.7).
 */
export async function readCliConfig(home: string, args: readonly string[]) {
  const profile = optionIn(args, ['-p', '--profile']);
  const files = ['config.toml', ...(profile === undefined ? [] : [`${profile}.config.toml`])];
  const layers = await Promise.all(files.map((name) => tableIn(path.join(home, name))));
  const config: Readonly<Record<string, unknown>> = Object.assign({}, ...layers);
  return {
    baseUrl: stringOf(config['openai_base_url'])?.replace(/\/+$/, ''),
    isOpenAi: (config['model_provider'] ?? 'openai') === 'openai',
    inFile: (stringOf(config['cli_auth_credentials_store']) ?? 'file') === 'file',
  };
}

/** The CLI's login, whose tokens are never written anywhere from now on. */
export async function readCliLogin(file: string): Promise<CliLogin> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  holdSecrets(...secretsIn(parseJson(text)));
  return parseCliFile(text);
}

/** Every text under a key that names a secret, however deep. */
function secretsIn(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (/token|key/i.test(key) ? [inner] : []) : secretsIn(inner),
  );
}

export const cliNotSignedIn = (file: string): AppError =>
  signInError(
    'start.not_signed_in',
    'The Codex CLI is not signed in, so it was not started.',
    `There is no login in ${file}, and neither CODEX_API_KEY nor CODEX_ACCESS_TOKEN is set.`,
    'Run `codex login` (with an API key: `codex login --with-api-key`), then start it again.',
  );
