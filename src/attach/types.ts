/** A part of the user's message, in the shape the Responses API takes (docs/wire.md 6.2). */
export type InputPart =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_image'; readonly image_url: string };

/** What a caller names for a question. Everything is checked here: it may come from a model. */
export interface GatherRequest {
  /** Paths, folders and globs, with `:10-40` for a range, `!` for an exclusion, `allow-secret:` for an override. */
  readonly files?: readonly string[];
  /** `uncommitted`, `staged`, a base ref, `a..b` or `a...b`. */
  readonly diff?: string;
  readonly images?: readonly string[];
  /** Exact paths whose secrets may leave the machine; each also stands for its part of the diff. */
  readonly allowSecrets?: readonly string[];
  /** All text together, as it is sent. Bytes. */
  readonly budgetBytes?: number;
}

export type AttachedKind = 'file' | 'diff' | 'image';

/** One thing that is sent. Lines count from 1 and include the last. */
export interface Attached {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly kind: AttachedKind;
  /** Bytes as sent: with header and line numbers, before base64 for images. */
  readonly bytes: number;
  /** Lines sent; 0 for an image. */
  readonly lines: number;
  readonly firstLine?: number;
  readonly lastLine?: number;
  readonly totalLines?: number;
  /** True where the secret guard was overridden for it. */
  readonly secretAllowed?: boolean;
}

/** One thing that is not sent, and why. The reason is a clause without a capital and without a full stop. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** What a question carries besides its prompt. */
export interface Gathered {
  readonly parts: readonly InputPart[];
  readonly attached: readonly Attached[];
  readonly omitted: readonly LeftOut[];
  /** Held back by the secret guard. The reason names line and kind, never the value. */
  readonly withheld: readonly LeftOut[];
  /** What has to be known about it: which merge base, which folder. Sentences. */
  readonly notes: readonly string[];
  /** Text as sent. Bytes; never above the budget. */
  readonly bytes: number;
  /** Images before base64. Bytes. */
  readonly imageBytes: number;
  /** A rough estimate, on the high side. */
  readonly tokens: number;
}
