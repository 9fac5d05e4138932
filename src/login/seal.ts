import { AppError } from '../system/errors.ts';
import { holdSecrets } from '../system/redact.ts';
import { readRegular, type FileFacts } from './regular-file.ts';

/** 32 bytes in base64. */
export const KEY = /^[A-Za-z0-9+/]{43}=$/;
const VERSION = 'v1';

const NAME = 'CODEX_OAUTH_STORE_KEY';

function keyError(code: string, what: string, why: string, fix: string): AppError {
  return new AppError({ kind: 'local', code, what, why, fix, details: { setting: NAME } });
}

/** Encrypts what is kept in a store that others can read, so that it can be read and changed only with the key. */
export type Seal = Awaited<ReturnType<typeof openSeal>>;

/** `named`: keys, or paths of files that contain one. The first encrypts; the others only decrypt. */
export async function openSeal(named: readonly string[], label: string, facts: FileFacts) {
  // Not at start: it takes 3 ms.
  const { createCipheriv, createDecipheriv, randomBytes } = await import('node:crypto');
  const texts = await Promise.all(named.map(async (one) => (KEY.test(one) ? one : keyIn(one, facts))));
  holdSecrets(...texts);
  const keys = texts.map((text) => Buffer.from(text, 'base64'));
  const [first] = keys;
  if (!first)
    throw keyError(
      'store.no_key',
      `The store ${label} cannot be used without a key.`,
      `${NAME} is not set. What is kept there is encrypted with a key that is not there.`,
      `Make one (\`openssl rand -base64 32\`) and set ${NAME} to it, or to a file with it, on every machine.`,
    );
  /** A value counts only where it was written: it cannot be moved to another name. */
  const about = (name: string): Buffer => Buffer.from(`codex-oauth ${VERSION} ${name}`);
  return {
    seal: (name: string, text: string): string => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(about(name));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`;
    },
    /** Throws a `local` error if no key fits. */
    open: (name: string, sealed: string): string => {
      const [version, text = ''] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64');
      for (const key of version === VERSION && bytes.length >= 28 ? keys : []) {
        try {
          const plain = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
            .setAAD(about(name))
            .setAuthTag(bytes.subarray(12, 28));
          return plain.update(bytes.subarray(28), undefined, 'utf8') + plain.final('utf8');
        } catch {
          // Another key, or not what was written.
        }
      }
      throw keyError(
        'store.key',
        `The login in the store ${label} cannot be decrypted.`,
        `It was written with another key, or changed by somebody without one (${name}). It was not overwritten.`,
        `Set ${NAME} to the key that it was written with; after a change of keys to both, the new one first, with a comma between.`,
      );
    },
  };
}

async function keyIn(file: string, facts: FileFacts): Promise<string> {
  const found = await readRegular(file, facts);
  const text = found.kind === 'text' ? found.text.trim() : '';
  if (KEY.test(text)) return text;
  const why = { absent: 'It does not exist.', wrong: '', text: 'It does not contain 32 bytes in base64.' };
  throw keyError(
    'store.key_file',
    `The key file ${file} cannot be used.`,
    found.kind === 'wrong' ? `The reason: ${found.why}.` : why[found.kind],
    `Write one (\`umask 077; openssl rand -base64 32 > ${file}\`), the same on every machine, or correct ${NAME}.`,
  );
}
