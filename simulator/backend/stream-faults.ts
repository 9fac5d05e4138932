import { type ActiveFault, numberParam, textParam } from '../fault-plan.ts';
import type { Step } from './events.ts';

const DELTA = 'response.output_text.delta';

/** The same answer with something wrong in it: what each `stream.…` fault means in steps. Pure. */
export function breakStream(steps: readonly Step[], fault: ActiveFault, now: number): readonly Step[] {
  const after = numberParam(fault, 'after', 2);
  const name = fault.name;
  if (name.startsWith('stream.failed.')) {
    return [...cutAfter(steps, numberParam(fault, 'after', 0)), failure(steps, fault, now)];
  }
  switch (name) {
    case 'stream.cut':
      return [...cutAfter(steps, after), { do: 'cut' }];
    case 'stream.cut_before_delta':
      return [...cutAfter(steps, 0), { do: 'cut' }];
    case 'stream.end_early':
      return cutAfter(steps, after);
    case 'stream.stall':
      return [...cutAfter(steps, after), { do: 'stall' }];
    case 'stream.stall_before_delta':
      return [...cutAfter(steps, 0), { do: 'stall' }];
    case 'stream.slow_start': {
      const begun = cutAfter(steps, 0);
      return [
        ...begun,
        { do: 'wait', ms: numberParam(fault, 'delayMs', 1000) },
        ...steps.slice(begun.length),
      ];
    }
    case 'stream.linger':
      return [...steps, { do: 'stall' }];
    case 'stream.incomplete.max_output_tokens':
      return [...cutAfter(steps, after), incomplete(steps, 'max_output_tokens')];
    case 'stream.incomplete.content_filter':
      return [...cutAfter(steps, after), incomplete(steps, 'content_filter')];
    case 'stream.no_done_items':
      return steps.filter((step) => typeOf(step) !== 'response.output_item.done');
    case 'stream.no_deltas':
      return steps.filter((step) => typeOf(step) !== DELTA);
    case 'stream.error_event':
      return [...cutAfter(steps, numberParam(fault, 'after', 0)), errorEvent(fault)];
    case 'stream.garbage':
      return litter(steps);
    default:
      return steps;
  }
}

function typeOf(step: Step): string | undefined {
  return step.do === 'event' ? step.event.type : undefined;
}

/** Everything up to and including text delta number `count`, or up to just before the first one. */
function cutAfter(steps: readonly Step[], count: number): readonly Step[] {
  let seen = 0;
  const end = steps.findIndex((step) => {
    const type = typeOf(step);
    if (type === DELTA) seen += 1;
    return seen > count || type === 'response.output_text.done';
  });
  return end < 0 ? steps : steps.slice(0, end);
}

function lastResponse(steps: readonly Step[]): Record<string, unknown> {
  const first = steps[0];
  return first?.do === 'event' ? (first.event['response'] as Record<string, unknown>) : {};
}

function event(type: string, fields: Record<string, unknown>): Step {
  return { do: 'event', event: { type, ...fields }, paced: false };
}

const MESSAGES: Readonly<Record<string, string>> = {
  context_length_exceeded: 'The input is longer than the context window of this model.',
  insufficient_quota: 'The quota is used up.',
  usage_not_included: 'Usage is not included in your plan.',
  invalid_prompt: 'The prompt was refused.',
  cyber_policy: 'The request was refused by the cyber policy.',
  bio_policy: 'The request was refused by the bio policy.',
  server_is_overloaded: 'The selected model is at capacity.',
  slow_down: 'Slow down.',
  rate_limit_exceeded: 'Rate limit reached. Please try again in 1.3s.',
  server_error: 'The server had an error while processing the request.',
  usage_limit_reached: 'The usage limit has been reached',
};

function failure(steps: readonly Step[], fault: ActiveFault, now: number): Step {
  const named = fault.name.slice('stream.failed.'.length);
  const code = named === 'unknown' ? 'simulated_unknown_code' : named;
  const limit = code === 'usage_limit_reached' ? { plan_type: 'plus', resets_at: now + 7200 } : {};
  const message = textParam(fault, 'message', MESSAGES[code] ?? 'Something that no client has heard of.');
  return event('response.failed', {
    response: { ...lastResponse(steps), status: 'failed', error: { code, message, ...limit } },
  });
}

/** docs/wire.md 7.1: why an answer ends early without having failed. */
function incomplete(steps: readonly Step[], reason: string): Step {
  return event('response.incomplete', {
    response: { ...lastResponse(steps), status: 'incomplete', incomplete_details: { reason } },
  });
}

function errorEvent(fault: ActiveFault): Step {
  const message = textParam(fault, 'message', 'Something failed while streaming.');
  return event('error', { code: 'server_error', message, param: null });
}

/** Things a reader must survive: comments, other fields, lines that are not JSON, unknown events. */
function litter(steps: readonly Step[]): readonly Step[] {
  const noise = [
    ': a comment\r\n\r\n',
    'id: 7\r\nretry: 10\r\n\r\n',
    'data: this is not JSON\r\n\r\n',
    'data: {"type":"response.simulated_unknown","delta":"not for you"}\r\n\r\n',
    'data: {"no":"type"}\n\n',
    'event: response.output_text.delta\n\n',
    'unknown-field: value\n\n',
  ];
  return steps.flatMap((step, index) => {
    const text = noise[index % noise.length] ?? '';
    return [{ do: 'raw', text }, step] satisfies Step[];
  });
}
