import { plural } from '../system/wording.ts';
import type { Broker } from '../login/broker.ts';
import { backendOf, placeInForce } from '../login/home.ts';
import { withReview } from '../review/instructions.ts';
import { attach, openLook, type AskDeps, type AttachDeps } from './ask.ts';
import { nameOf, secretsIn } from './consent.ts';
import { assertApproved, digestOf, outgoingOf } from './outgoing.ts';
import type { Question } from './question.ts';
import { CEILINGS, ceilingsLine } from './patience.ts';
import { placeOf, type TurnDeps } from './turn.ts';

interface PreviewDeps extends AttachDeps, Omit<TurnDeps, 'cwd'>, Pick<AskDeps, 'defaultModel'> {
  /** The backend of a login made from now on. */
  readonly fresh: Parameters<typeof placeInForce>[1];
  readonly credentials: Pick<Broker, 'report'>;
}

/**
 * Shows everything that a question would send, word for word, except what the secret guard found, which is only named
 * and counted. Nothing leaves the machine, and no login is needed. `digest` identifies exactly that, and can be approved.
 */
export async function preview(d: PreviewDeps, question: Question, signal: AbortSignal) {
  const asked = withReview(question);
  const gathered = await attach(d, asked, signal);
  const { thread } = await placeOf(d, asked);
  const outgoing = outgoingOf(asked, thread, gathered, d.defaultModel);
  assertApproved(outgoing);
  const { renderDryRun } = await import('../attach/report.ts');
  const report = await d.credentials.report();
  const to = backendOf(placeInForce(report, d.fresh));
  const secrets = await secretsIn(outgoing, signal);
  const reasons = new Map(secrets.map(({ path, reason }) => [path, reason]));
  const digest = digestOf(outgoing);
  const head = [
    `digest: ${digest}`,
    `to: ${to} (${report ? `credentials: ${report.source}` : 'nobody is signed in'})`,
    ...Object.entries(outgoing.options).map(([name, value]) => `${name}: ${value ?? 'the default'}`),
    `thread: ${thread ? `${thread.meta.id}, ${plural(outgoing.turns.length, 'earlier turn')}` : 'a new one'}`,
    ...outgoing.pieces.map(
      ({ name, text }) =>
        `${name}: ${plural(text.length, 'character')}, about ${plural(Math.ceil(text.length / 4), 'token')}`,
    ),
    ...(await lookLines(d, asked)),
    ...secrets.map((secret) => `sent only if the user agrees: ${nameOf(secret)}`),
  ];
  const texts = outgoing.pieces.flatMap(({ name, text }) => {
    const reason = reasons.get(name);
    return ['', `=== ${name} ===`, reason === undefined ? text : `[not shown: ${reason}]`];
  });
  return { digest, text: renderDryRun(gathered, head, texts) };
}

/** What could be reached besides; what is reached is decided later, so that no digest covers it. */
async function lookLines(d: AttachDeps, asked: Question): Promise<readonly string[]> {
  if (!asked.look) return [];
  const { reachOf } = await import('../look/look.ts');
  return [
    ...reachOf(await openLook(d, asked)),
    `Looking around ends after ${ceilingsLine(CEILINGS)}. The digest covers that it is on, not what is read.`,
  ];
}
