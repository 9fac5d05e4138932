import { isObject, member, type JsonObject } from '../../system/json.ts';
import { AskingBack } from '../host.ts';

/** The only question of a round. */
const NAME = 'user';
/** More questions than this without an answer, and the oldest is forgotten: it is asked again. */
const OPEN_MOST = 100;

/** What the user has said in one call, and what is asked now. */
interface Round {
  readonly said: ReadonlyMap<string, JsonObject>;
  readonly asked: string;
  /** Settles when the page of the question is no longer needed. */
  readonly finished: Promise<unknown> | undefined;
}

/** What MCP 2026-07-28 has of questions to the client. */
export interface Question {
  readonly method: 'elicitation/create' | 'roots/list';
  readonly params?: JsonObject;
}

/** The questions of one call. */
export interface Asking {
  /** Asks the user; the answer as the host gave it. Rejects with `AskingBack` while there is none. */
  ask(question: Question, about: string, finished?: Promise<unknown>): Promise<JsonObject>;
  /** Of the question that this call brings the answer to. */
  readonly answered: Promise<unknown> | undefined;
}

async function digest(value: unknown): Promise<string> {
  // The global crypto: node:crypto adds 3 ms.
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(value)));
  return Buffer.from(bytes).toString('hex');
}

/**
 * The questions to the user of one process. What comes back with a repeated call is the host's word, so the state is
 * only a random name: which question it was, of which call and about what, stays here. An answer counts once, for
 * exactly that; in another process nothing counts, and the user is asked again.
 */
export function createAsking() {
  const rounds = new Map<string, Round>();
  return (call: JsonObject, state: unknown, responses: unknown): Asking => {
    const round = typeof state === 'string' ? rounds.get(state) : undefined;
    if (typeof state === 'string') rounds.delete(state);
    const answer = member(responses, NAME);
    const said = new Map(round?.said);
    if (round && isObject(answer)) said.set(round.asked, answer);
    const ask: Asking['ask'] = async (question, about, finished) => {
      const asked = await digest([call, question, about]);
      const known = said.get(asked);
      if (known) return known;
      const requestState = crypto.randomUUID();
      rounds.set(requestState, { said, asked, finished });
      for (const oldest of [...rounds.keys()].slice(0, -OPEN_MOST)) rounds.delete(oldest);
      const inputRequests = { [NAME]: question };
      throw new AskingBack({ resultType: 'input_required', requestState, inputRequests });
    };
    return { ask, answered: round?.finished };
  };
}
