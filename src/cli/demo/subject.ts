import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Question } from '../../../simulator/backend/question.ts';
import { splitLines } from '../../attach/read.ts';

export type Subject = ReturnType<typeof chooseSubject>;

/**
 * What the demo asks about: the user's own question, or one about a file of this repository. That is named to the
 * server, which reads it itself: the folder that the server takes for the workspace, the name in it, and how many lines
 * have to arrive. `entry` is the running bundle, which lies one folder below the repository's root.
 */
export function chooseSubject(asked: string | undefined, entry: string) {
  if (asked !== undefined) return { question: asked, file: undefined };
  const root = path.dirname(path.dirname(entry));
  const name =
    ['src/oauth/authorization-code.ts', 'README.md'].find((candidate) =>
      existsSync(path.join(root, candidate)),
    ) ?? path.relative(root, entry);
  const lines = splitLines(readFileSync(path.join(root, name), 'utf8')).length;
  return { question: `What is ${name} for?`, file: { root, name, lines } };
}

/** A numbered line of an attached file, and the name of what it declares, if it does; the last one may have lost its tab. */
const NUMBERED =
  /^\d+(?:\t(?:export (?:async )?(?:function|const|class|interface|type) (\w+)|#{1,2} (.+))?|$)/;

/** What the simulator says. It names what it found in the file, which proves that the file arrived whole. */
export function simulatedAnswer(
  { file }: Subject,
  { prompt, model, attachments }: Pick<Question, 'prompt' | 'model' | 'attachments'>,
): string {
  const [attached] = attachments;
  const lines = [
    `This is a simulated answer: ${model} was named, no real model was asked.`,
    `\nYou asked: “${prompt.split('\n').at(-1)?.slice(0, 200) ?? ''}”\n`,
  ];
  if (file === undefined || attached === undefined)
    lines.push('With a real account, Codex answers here. Every step on the way to this answer was real.');
  else {
    const arrived = attached.text.split('\n').flatMap((line) => {
      const found = NUMBERED.exec(line);
      return found ? [found[1] ?? found[2]] : [];
    });
    const names = arrived.filter((name) => name !== undefined).slice(0, 6);
    const parts = names.length === 0 ? '' : ` and these parts: ${names.join(', ')}`;
    lines.push(
      `${file.name} arrived with ${arrived.length} lines${parts}.`,
      'With a real account, Codex would explain them here, word by word, as this text comes now.',
    );
  }
  return lines.join('\n');
}
