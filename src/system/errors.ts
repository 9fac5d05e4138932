/** Who must act on a failure. One class, six kinds: every face (MCP, command line) renders them in one place. */
export type ErrorKind =
  /** An argument or a setting is wrong: the caller changes it. */
  | 'input'
  /** There is no usable login: the user signs in. */
  | 'sign-in'
  /** The plan's limit is reached or the plan does not include it: wait or upgrade. */
  | 'limit'
  /** A name, a proxy, TLS or a connection failed: try again or mend the network. */
  | 'network'
  /** OpenAI answered with a refusal or with something unusable. */
  | 'backend'
  /** A file, a port or a permission on this machine is in the way. */
  | 'local';

export interface ErrorParts {
  readonly kind: ErrorKind;
  /** Stable, machine-readable, dotted: `login.timeout`. */
  readonly code: string;
  /** What is wrong. A sentence without secrets. */
  readonly what: string;
  /** Why it is so, where that is known. A sentence. */
  readonly why?: string;
  /** Which command or change mends it. A sentence. */
  readonly mend: string;
  /** Never a token body: only what may be logged. */
  readonly cause?: unknown;
  /** Facts for receipts and logs (request id, status, reset time). Nothing secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** A failure that says what is wrong, why, and which command mends it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly what: string;
  readonly why: string | undefined;
  readonly mend: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(parts: ErrorParts) {
    super([parts.what, parts.why, parts.mend].filter(Boolean).join(' '), { cause: parts.cause });
    this.kind = parts.kind;
    this.code = parts.code;
    this.what = parts.what;
    this.why = parts.why;
    this.mend = parts.mend;
    this.details = parts.details ?? {};
  }
}

/** The error code of a Node system error (`ENOENT`), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True for the error that an aborted signal throws, whoever threw it. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || errnoOf(error) === 'ABORT_ERR');
}

/** A caller gave up: not a failure of ours, so it is told apart from every other error. */
export function cancelled(what = 'The call was cancelled.'): AppError {
  return new AppError({ kind: 'input', code: 'cancelled', what, mend: 'Start it again whenever you like.' });
}
