import { its, onlyIn, say, sentences, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { firstOf, type Gathered, type LeftOut } from '../attach/gathering.ts';
import { digestOf, type Outgoing, type Piece } from './outgoing.ts';
import type { Hooks } from './question.ts';

/** A finding of the guard in what would be sent: where, what kind, which line; never the value. */
interface Found extends LeftOut {
  readonly kind: Piece['kind'] | 'attachment';
}

/**
 * The most findings that one dialog can show. With more we do not ask, because users cannot agree to what they do not
 * see.
 */
const ASKED_MOST = 10;

/** What is sent of attachments besides what is in them: names of files, folders and refs, one a line. Pure. */
function namesIn({ parts = [], omitted = [], withheld = [] }: Partial<Gathered> = {}): string {
  const headers = parts.map((part) =>
    part.type === 'input_text' ? (part.text.split('\n', 1)[0] ?? '') : '',
  );
  return [...headers, ...[...omitted, ...withheld].map(({ path }) => path)].join('\n');
}

/** What the user has to agree to before it is sent. */
export async function secretsIn(
  { pieces, gathered }: Outgoing,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const { describeHits, scanText } = await import('../attach/secrets/scan.ts');
  const found: Found[] = (gathered?.letOut ?? [])
    .filter(({ agreed }) => !agreed)
    .map(({ path, reason }) => ({ kind: 'attachment', path, reason }));
  const names = { kind: 'words', name: 'the names of what is attached', text: namesIn(gathered) } as const;
  for (const { kind, name, text } of [...pieces, names]) {
    const reason = describeHits(await scanText(text, signal));
    if (reason !== undefined) found.push({ kind, path: name, reason });
  }
  return found;
}

/**
 * Asks the user once about everything that the secret guard has found; throws unless the answer is yes. Resolves to
 * whether the thread may keep the turn: false if a new secret is sent.
 */
export async function agreedTo(
  outgoing: Outgoing,
  { confirm, signal }: Pick<Hooks, 'confirm' | 'signal'>,
): Promise<{ keep: boolean }> {
  const found = await secretsIn(outgoing, signal);
  const keep = !outgoing.gathered?.letOut.length && found.every(({ kind }) => kind === 'history');
  if (found.length === 0) return { keep };
  const yes = found.length > ASKED_MOST ? undefined : await confirm?.(found, digestOf(outgoing));
  if (yes === true) return { keep };
  const why = `Found: ${listOf(found)}.`;
  if (yes === undefined) throw notAgreed(found, why);
  const fix = say`Leave it out${onlyIn('assistant', ', and ask the user before you try this again')}.`;
  throw error('input', 'context.secret_declined', say`Not sent: ${its.theUser} said no.`, why, fix);
}

const listOf = (found: readonly Found[]): string => firstOf(ASKED_MOST, found.map(nameOf)).join('; ');

const error = (kind: 'input', code: string, what: Text, why: string, fix: Text): AppError =>
  new AppError({ kind, code, what, why, fix });

/** What to do about it, by where it was found. */
const WAYS_OUT: Readonly<Record<Found['kind'], Text>> = {
  words: 'Remove it or replace it with a placeholder such as <token>, then ask again.',
  history: say`Omit ${its.thread} to start a new thread.`,
  attachment: say`Leave the file out. Only ${its.theUser} can allow it: in a dialog (a host with dialogs, or the command line in a terminal), or for good by naming its path in CODEX_OAUTH_ALLOW_SECRETS.`,
};

function notAgreed(found: readonly Found[], why: string): AppError {
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const tooMany = found.length > ASKED_MOST ? `One dialog can show at most ${ASKED_MOST}.` : undefined;
  const fix = sentences(...kinds.map((kind) => WAYS_OUT[kind]), tooMany);
  return kinds.includes('words')
    ? error('input', 'context.secret_in_prompt', 'Not sent: it contains what looks like a secret.', why, fix)
    : error('input', 'context.secret', 'Not sent: a secret needs consent.', why, fix);
}

/** The question to the user; the list of findings follows. */
export const CONSENT = 'Send what looks like a secret to OpenAI?';

/** Where something was found and what it is. Pure. */
export const nameOf = ({ path, reason }: LeftOut): string => `${path} (${reason})`;
