import { firstOf } from '../attach/gathering.ts';
import { digestOfAnswer } from '../threads/records.ts';
import { plural, type Face } from '../system/wording.ts';
import { limitsLine, statusLimits } from './limits.ts';
import { isSameModel, ULTRA } from './models.ts';
import type { SchemaJudge } from './output.ts';
import type { Answer } from './question.ts';
import { effortFor } from './request.ts';
import type { Searched } from './search.ts';
import type { Sent } from './send.ts';

/** Combines what is known about an answer: the text, what is wrong with it, and how it was made. */
export async function answerOf(
  judgeSchema: SchemaJudge,
  sent: Sent,
  { threadId, notes }: Pick<Answer, 'threadId' | 'notes'>,
  facts: Pick<Answer, 'modelAsked' | 'elapsedMs' | 'gathered' | 'network'>,
): Promise<Answer> {
  const { ready, tried, assembly } = sent;
  const { question, credential, model } = ready;
  const text = assembly.text();
  const cutShort = tried.refusal?.error;
  const output =
    question.outputSchema && !cutShort
      ? await (await import('./output.ts')).readOutput(judgeSchema, text, question.outputSchema)
      : { output: undefined, misfit: undefined };
  return {
    ...facts,
    text,
    cutShort,
    ...output,
    model: sent.answered,
    effort: effortFor(question, model),
    usage: sent.usage,
    searched: sent.searched,
    looked: sent.looked,
    requestId: tried.requestId,
    retries: sent.retries,
    source: credential.source,
    via: credential.via,
    limits: tried.limits,
    threadId,
    notes: [...sent.notes, ...notesOn(sent), ...notes],
  };
}

function notesOn({ ready, answered }: Sent): readonly string[] {
  const { model, view, credential, question } = ready;
  const plan = credential.route !== 'api';
  return [
    plan && view.note,
    question.temperature !== undefined &&
      plan &&
      'temperature was not sent: a ChatGPT plan does not accept it.',
    question.effort === ULTRA && 'ultra works only in the Codex CLI, which delegates work; xhigh was sent.',
    !plan && 'An API key paid for this answer, not a plan.',
    !isSameModel(answered, model.slug) && `${model.slug} was asked and ${answered} answered.`,
    model.upgrade !== undefined && `${model.slug} has a successor: ${model.upgrade}.`,
  ].filter((note) => typeof note === 'string');
}

/** `model · effort high · 1,234 tokens in, 56 out · 5-hour limit 12% used, weekly 55%`, with the thread as `face` names it. */
export function closingLine(
  answer: Pick<Answer, 'threadId' | 'model' | 'effort' | 'usage' | 'limits' | 'via'> &
    Partial<Pick<Answer, 'looked' | 'searched'>>,
  face: Face,
): string {
  const { threadId, model, effort, usage, limits, looked, searched, via } = answer;
  // By hand: the first toLocaleString of a process takes 15 ms and 4 MB.
  const count = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const parts = [
    face === 'assistant' && threadId && `thread_id: ${threadId}`,
    model,
    effort && `effort ${effort}`,
    usage && `${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`,
    looked && `looked at ${plural(looked.files.length, 'file')} in ${plural(looked.rounds, 'round')}`,
    searched && searchedLine(searched),
    via?.using ?? limitsLine(limits),
    face === 'terminal' && threadId && `thread ${threadId}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** How much of a search the closing line names. */
const NAMED = 3;
const LONGEST = 60;

/** `searched "a", "b" (example.com, example.org)`, or that nothing was. */
function searchedLine(searched: readonly Searched[]): string {
  const named = [...new Set(searched.flatMap(({ queries }) => queries))].map((query) =>
    JSON.stringify(query.length > LONGEST ? `${query.slice(0, LONGEST - 1)}…` : query),
  );
  if (named.length === 0) return 'not searched';
  const urls = searched.flatMap(({ sources }) => sources);
  const hosts = [...new Set(urls.map((url) => new URL(url).host))];
  const sources = hosts.length > 0 ? ` (${firstOf(NAMED, hosts).join(', ')})` : '';
  return `searched ${firstOf(NAMED, named).join(', ')}${sources}`;
}

/** Everything about an answer except its text: for `_meta` and `--json`. Nothing secret. */
export function receiptOf(answer: Answer) {
  const { usage, cutShort, limits, gathered, network } = answer;
  return {
    thread_id: answer.threadId ?? null,
    model: answer.model,
    model_asked: answer.modelAsked ?? null,
    reasoning_effort: answer.effort ?? null,
    tokens: usage
      ? {
          input: usage.inputTokens,
          cached: usage.cachedTokens,
          output: usage.outputTokens,
          reasoning: usage.reasoningTokens,
        }
      : null,
    elapsed_ms: Math.round(answer.elapsedMs),
    request_id: answer.requestId ?? null,
    retries: answer.retries,
    answer_sha256: digestOfAnswer(answer.text),
    partial: cutShort !== undefined,
    ...(cutShort ? { partial_reason: cutShort.code } : {}),
    ...(answer.misfit ? { schema_missed: true } : {}),
    source: answer.source,
    ...(answer.via && { provider: answer.via.provider, manage_usage: answer.via.managePage }),
    ...(network.length > 0 ? { network } : {}),
    // Seen with this answer, so the age is zero.
    limits: statusLimits(limits, limits?.seenAt ?? 0),
    // One entry for each part sent with the question, without its content.
    attached: gathered?.attached ?? [],
    ...(answer.searched && { searched: answer.searched }),
    ...(answer.looked && { looked: answer.looked }),
    notes: answer.notes,
  };
}
