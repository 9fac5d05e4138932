import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the demo asks about: the user's own question, or one about a file of this repository. */
export interface Subject {
  /** What is shown as asked. */
  readonly question: string;
  /** The file that goes with it; undefined for the user's own question. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
}

const CANDIDATES = ['src/oauth/pkce.ts', 'README.md'];
/** Enough of the bundle to ask about where nothing else of the repository is there. */
const HEADER_LINES = 60;

/** Chooses the file; `entry` is the running bundle, which lies one folder below the repository's root. */
export function chooseSubject(asked: string | undefined, entry: string): Subject {
  if (asked !== undefined) return { question: asked, file: undefined };
  const root = path.dirname(path.dirname(entry));
  const name = CANDIDATES.find((candidate) => existsSync(path.join(root, candidate)));
  const file =
    name === undefined
      ? {
          name: path.basename(entry),
          text: readFileSync(entry, 'utf8').split('\n').slice(0, HEADER_LINES).join('\n'),
        }
      : { name, text: readFileSync(path.join(root, name), 'utf8') };
  return { question: `What is ${file.name} for?`, file };
}

/** The prompt as it is sent: the file under its name, then the question. */
export function promptOf({ question, file }: Subject): string {
  return file === undefined ? question : `<file name="${file.name}">\n${file.text}\n</file>\n\n${question}`;
}

/** Words that a declaration is known by. */
const DECLARATION = /^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm;
const HEADING = /^#{1,2} (.+)$/gm;

/** What the simulator says. It names what it found in the file, which proves that the file arrived whole. */
export function simulatedAnswer(
  subject: Subject,
  received: {
    readonly prompt: string;
    readonly model: string;
    readonly attachments: readonly { readonly name: string; readonly text: string }[];
  },
): string {
  const lines = [
    `This is a simulated answer: ${received.model} was named, no real model was asked.`,
    '',
    `You asked: “${received.prompt.split('\n').at(-1)?.slice(0, 200) ?? ''}”`,
  ];
  const [file] = received.attachments;
  if (subject.file === undefined || file === undefined) {
    lines.push('', 'With a real account, Codex answers here. Every step on the way to this answer was real.');
    return lines.join('\n');
  }
  const names = [...file.text.matchAll(DECLARATION), ...file.text.matchAll(HEADING)]
    .map((m) => m[1] ?? '')
    .slice(0, 6);
  lines.push(
    '',
    `${file.name} arrived with ${file.text.trimEnd().split('\n').length} lines${names.length === 0 ? '.' : ` and these parts: ${names.join(', ')}.`}`,
    'With a real account, Codex would explain them here, word by word, as this text comes now.',
  );
  return lines.join('\n');
}
