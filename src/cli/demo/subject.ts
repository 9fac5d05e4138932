import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { splitLines } from '../../attach/text.ts';

/** What the demo asks about: the user's own question, or one about a file of this repository. */
export interface Subject {
  /** What is shown as asked. */
  readonly question: string;
  /** The file that goes with it; undefined for the user's own question. */
  readonly file: SubjectFile | undefined;
}

/** A file that is named to the server, which reads it itself. */
export interface SubjectFile {
  /** The folder that the server takes for the workspace. */
  readonly root: string;
  /** Relative to `root`. */
  readonly name: string;
  /** As `files` takes it: the name, with a range where not all of it is sent. */
  readonly entry: string;
  /** How many lines have to arrive. */
  readonly lines: number;
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
      ? subjectFile(path.dirname(entry), path.basename(entry), HEADER_LINES)
      : subjectFile(root, name);
  return { question: `What is ${file.name} for?`, file };
}

function subjectFile(root: string, name: string, most = Number.POSITIVE_INFINITY): SubjectFile {
  const all = splitLines(readFileSync(path.join(root, name), 'utf8')).length;
  return all <= most
    ? { root, name, entry: name, lines: all }
    : { root, name, entry: `${name}:1-${most}`, lines: most };
}

/** Words that a declaration is known by. */
const DECLARATION = /^export (?:async )?(?:function|const|class|interface|type) (\w+)/;
const HEADING = /^#{1,2} (.+)$/;
/** A line of an attached file, after its number; the last one may have lost its tab on the way. */
const NUMBERED = /^\d+(?:\t(.*))?$/;

/** What the simulator says. It names what it found in the file, which proves that the file arrived whole. */
export function simulatedAnswer(
  subject: Subject,
  received: {
    readonly prompt: string;
    readonly model: string;
    readonly attachments: readonly { readonly text: string }[];
  },
): string {
  const lines = [
    `This is a simulated answer: ${received.model} was named, no real model was asked.`,
    '',
    `You asked: “${received.prompt.split('\n').at(-1)?.slice(0, 200) ?? ''}”`,
  ];
  const [attached] = received.attachments;
  if (subject.file === undefined || attached === undefined) {
    lines.push('', 'With a real account, Codex answers here. Every step on the way to this answer was real.');
    return lines.join('\n');
  }
  const arrived = attached.text.split('\n').flatMap((line) => {
    const found = NUMBERED.exec(line);
    return found ? [found[1] ?? ''] : [];
  });
  const names = arrived
    .flatMap((line) => DECLARATION.exec(line)?.[1] ?? HEADING.exec(line)?.[1] ?? [])
    .slice(0, 6);
  lines.push(
    '',
    `${subject.file.name} arrived with ${arrived.length} lines${names.length === 0 ? '.' : ` and these parts: ${names.join(', ')}.`}`,
    'With a real account, Codex would explain them here, word by word, as this text comes now.',
  );
  return lines.join('\n');
}
