import type { JsonObject } from '../system/json.ts';

/** A tool that the model calls and this program runs. */
export interface ClientTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
  /** What a call is about, in a few words, for the progress line: `reading src/a.ts`. */
  readonly says: (args: JsonObject) => string;
  /** The result as the model reads it; bad arguments and refusals are sentences too. Rejects only when the signal fires. */
  readonly run: (args: JsonObject, signal: AbortSignal) => Promise<string>;
}
