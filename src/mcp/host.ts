import type { LeftOut } from '../attach/gathering.ts';
import { isObject, member, type JsonObject } from '../system/json.ts';

/** `failed`: the host could not show it. */
export type UrlAnswer = 'accept' | 'decline' | 'cancel' | 'failed';

export interface UrlRequest {
  readonly url: string;
  readonly message: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Settles when the page is no longer needed; a host that waits for that is then told. */
  readonly finished: Promise<unknown>;
}

/** The host as one call of a tool sees it. */
export interface HostLink {
  /** What the client calls itself; empty if it has no name. */
  readonly name: string;
  /** True if the call may be answered with a task. */
  readonly tasks: boolean;
  /** True if progress messages can be shown. */
  readonly showsProgress: boolean;
  /** One short line under the running call. Throttling is the caller's (progress.ts). */
  progress(message: string): void;
  /** The workspace folders as the host names them (`file:` URIs); undefined if it names none. */
  roots(): Promise<readonly string[] | undefined>;
  /** If the call comes again with the answer to `elicitUrl`: the `finished` of that request. */
  readonly answered: Promise<unknown> | undefined;
  /** Asks the host to open a URL; undefined if it cannot. */
  readonly elicitUrl: ((request: UrlRequest) => Promise<UrlAnswer>) | undefined;
  /**
   * Asks the user in the host's dialog to tick a box for each item, none of them ticked at first; true if all are
   * ticked. The result is undefined without an answer; the function is undefined if the host has no dialog. `about`
   * identifies what the answer is for: a yes to something else does not count.
   */
  readonly confirm:
    | ((
        message: string,
        things: readonly LeftOut[],
        signal: AbortSignal,
        about: string,
      ) => Promise<boolean | undefined>)
    | undefined;
}

/**
 * Thrown through a tool in hosts whose questions to the user are answers to the call (MCP 2026-07-28, Multi Round-Trip
 * Requests): the call ends with `result`, and comes again with what the user said.
 */
export class AskingBack extends Error {
  readonly result: JsonObject;
  constructor(result: JsonObject) {
    super('The user is asked first.');
    this.result = result;
  }
}

/** Sends progress lines, counted as the protocol demands; does nothing without a token. */
export function progressSender(
  progressToken: unknown,
  send: (params: { progressToken: string | number; progress: number; message: string }) => Promise<void>,
): Pick<HostLink, 'showsProgress' | 'progress'> {
  if (typeof progressToken !== 'string' && typeof progressToken !== 'number')
    return { showsProgress: false, progress: () => {} };
  let progress = 0;
  return {
    showsProgress: true,
    progress: (message) => {
      progress += 1;
      send({ progressToken, progress, message }).catch(() => {});
    },
  };
}

/** Hosts cut the end of a box's title, but the end of a path says most. Characters. */
const TITLE_LENGTH = 44;

/** A form with a box for each item, because hosts show only three lines of a message (docs/hosts.md, Protocol). Pure. */
export function consentForm(message: string, things: readonly LeftOut[]) {
  const boxes = things.map(({ path, reason }, i) => {
    const title = path.length > TITLE_LENGTH ? `…${path.slice(1 - TITLE_LENGTH)}` : path;
    return [`box${i + 1}`, { type: 'boolean', title, description: reason, default: false }] as const;
  });
  const properties = Object.fromEntries(boxes);
  const requestedSchema = { type: 'object', properties, required: Object.keys(properties) } as const;
  return { mode: 'form', message, requestedSchema } as const;
}

/** What the user said to the form: true if every box is ticked, undefined without an answer. Pure. */
export function consentOf(
  answer: unknown,
  { requestedSchema }: ReturnType<typeof consentForm>,
): boolean | undefined {
  if (!isObject(answer) || answer['action'] === 'cancel') return undefined;
  const ticked = (box: string): boolean => member(answer, 'content', box) === true;
  return answer['action'] === 'accept' && requestedSchema.required.every(ticked);
}
