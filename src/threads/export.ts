import { escapedJson } from '../system/visible.ts';
import { numberOf } from '../system/json.ts';
import { humanSeconds } from '../system/time.ts';
import { plural } from '../system/wording.ts';
import { digestOfAnswer } from './records.ts';
import type { Thread, Turn, TurnState } from './thread.ts';

const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const remarks: Readonly<Record<TurnState, string | undefined>> = {
  complete: undefined,
  partial: 'The answer was cut short; this part arrived.',
  failed: 'There was no answer.',
  writing: 'The answer is still being written; this part has arrived so far.',
  interrupted: 'The program ended in the middle of the answer; this part arrived.',
};

/** What turns took, as far as it is known: tokens of input and output, and time until their ends. Pure. */
export function totalsOf(turns: readonly Turn[]) {
  const sum = (values: readonly (number | undefined)[]): number | undefined => {
    const known = values.filter((value) => value !== undefined);
    return known.length > 0 ? known.reduce((all, one) => all + one, 0) : undefined;
  };
  return {
    tokens: sum(
      turns.flatMap(({ usage }) => [numberOf(usage?.['inputTokens']), numberOf(usage?.['outputTokens'])]),
    ),
    durationMs: sum(turns.map((t) => t.endedAt && Math.max(0, t.endedAt - t.askedAt))),
  };
}

/** A block quote, so that a question with headings or fences stays one block. */
function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** True if the file does not hold the answer that was received any more. */
export function isAltered({ answerSha256, text }: Turn): boolean {
  return answerSha256 !== undefined && answerSha256 !== digestOfAnswer(text);
}

/** What a reader has to know about an answer, in sentences; '' if nothing. */
export function remarkOn(turn: Turn): string {
  const changed =
    isAltered(turn) && 'This is not the answer that was received: the thread’s file was changed since.';
  return [remarks[turn.state], turn.error?.message, changed].filter(Boolean).join(' ');
}

function turnMarkdown(turn: Turn, shown: (turn: Turn) => string): string {
  const { tokens, durationMs } = totalsOf([turn]);
  const cost = [
    durationMs === undefined ? '' : humanSeconds(durationMs / 1000),
    tokens === undefined ? '' : plural(tokens, 'token'),
  ];
  const head = [time(turn.askedAt), turn.model, turn.effort, ...cost].filter(Boolean).join(' · ');
  const remark = remarkOn(turn);
  return [
    `## ${head}`,
    quote(turn.prompt),
    ...(turn.attached.length > 0 ? [['Attached:', ...turn.attached.map((a) => `- ${a}`)].join('\n')] : []),
    ...(turn.text === '' ? [] : [shown(turn)]),
    ...(remark === '' ? [] : [`*${remark}*`]),
  ].join('\n\n');
}

/**
 * The thread for reading: questions quoted, answers as `shown` gives them, unchanged by default. Encrypted reasoning
 * is left out. Pure.
 */
export function threadMarkdown(thread: Thread, shown = (turn: Turn): string => turn.text): string {
  const { meta, turns, damaged, source } = thread;
  const lost = damaged > 0 ? [`*Skipped damaged lines of the file: ${damaged}.*`] : [];
  return `${[
    `# ${meta.title || 'Untitled thread'}`,
    `thread_id: ${meta.id}${source === 'codex-cli' ? ' (a session of the Codex CLI)' : ''}`,
    ...lost,
    ...turns.map((turn) => turnMarkdown(turn, shown)),
  ].join('\n\n')}\n`;
}

/** A turn as data, for JSONL and --json. Encrypted reasoning and attached bytes are left out. */
export function turnDocument(turn: Turn) {
  return {
    turn: turn.id,
    state: turn.state,
    asked_at: new Date(turn.askedAt).toISOString(),
    ended_at: turn.endedAt === undefined ? null : new Date(turn.endedAt).toISOString(),
    duration_ms: totalsOf([turn]).durationMs ?? null,
    model: turn.model,
    reasoning_effort: turn.effort ?? null,
    system_prompt: turn.systemPrompt ?? null,
    prompt: turn.prompt,
    attached: turn.attached,
    answer: turn.text,
    answer_sha256: turn.answerSha256 ?? null,
    altered: isAltered(turn),
    ...(turn.receipt ? { receipt: turn.receipt } : {}),
    usage: turn.usage ?? null,
    request_id: turn.requestId ?? null,
    error: turn.error ?? null,
  };
}

/** The thread without its turns, as data. */
export function metaDocument({ meta, turns, damaged, source = 'codex-oauth' }: Thread) {
  const { tokens, durationMs } = totalsOf(turns);
  return {
    thread_id: meta.id,
    source,
    session_id: meta.session ?? (source === 'codex-cli' ? meta.id : null),
    continued_from: meta.from ?? null,
    title: meta.title,
    created_at: new Date(meta.at).toISOString(),
    model: meta.model,
    reasoning_effort: meta.effort ?? null,
    account_id: meta.accountId ?? null,
    cwd: meta.cwd,
    project: meta.project || null,
    tokens: tokens ?? null,
    duration_ms: durationMs ?? null,
    damaged_lines: damaged,
  };
}

/** One JSON line for each turn, in replay order. Pure. */
export function threadJsonl(thread: Thread): string {
  return thread.turns
    .map((turn) => `${escapedJson(JSON.stringify({ thread_id: thread.meta.id, ...turnDocument(turn) }))}\n`)
    .join('');
}
