import { inWords, sentences, type Face, type Text } from './wording.ts';

/** Who must act on a failure. One class, six kinds: every face (MCP, command line) renders them in one place. */
export type ErrorKind =
  /** An argument or a setting is wrong: the caller changes it. */
  | 'input'
  /** There is no usable login: the user signs in. */
  | 'sign-in'
  /** The plan's limit is reached or the plan does not include it: wait or upgrade. */
  | 'limit'
  /** A name, a proxy, TLS or a connection failed: try again or fix the network. */
  | 'network'
  /** OpenAI refused or sent an unusable answer. */
  | 'backend'
  /** A file, a port or a permission on this machine prevents it. */
  | 'local';

interface ErrorParts {
  readonly kind: ErrorKind;
  /** Stable, machine-readable, dotted: `login.timeout`. */
  readonly code: string;
  /** What is wrong. A sentence without secrets. */
  readonly what: Text;
  /** The reason, if known. A sentence. */
  readonly why?: Text | undefined;
  /** Which command or change fixes it. A sentence. */
  readonly fix: Text;
  /** Never a token body: only what may be logged. */
  readonly cause?: unknown;
  readonly details?: ErrorDetails;
}

/** Facts for receipts and logs; their keys are a contract (docs/reference.md). Nothing secret. */
export interface ErrorDetails {
  readonly request_id?: string;
  readonly cf_ray?: string;
  readonly status?: number;
  readonly resets_at?: number;
  readonly setting?: string;
  readonly path?: string;
  readonly host?: string;
  readonly layer?: string;
  readonly cause?: string;
  readonly sent?: boolean;
  readonly estimate?: number;
  readonly window?: number;
  readonly found?: string;
  readonly thread_id?: string;
  readonly looked?: readonly string[];
}

/** A failure that says what is wrong, why, and which command fixes it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly what: Text;
  readonly why: Text | undefined;
  readonly fix: Text;
  readonly details: ErrorDetails;

  constructor(parts: ErrorParts) {
    super(inWords(sentences(parts.what, parts.why, parts.fix), 'assistant'), { cause: parts.cause });
    this.kind = parts.kind;
    this.code = parts.code;
    this.what = parts.what;
    this.why = parts.why;
    this.fix = parts.fix;
    this.details = parts.details ?? {};
  }

  /** The same error with other parts. */
  with(changes: Partial<ErrorParts>): AppError {
    const { kind, code, what, why, fix, cause, details } = this;
    return new AppError({ kind, code, what, why, fix, cause, details, ...changes });
  }

  /** The three sentences in the words of `face`. */
  said(face: Face): { readonly what: string; readonly why: string | undefined; readonly fix: string } {
    return {
      what: inWords(this.what, face),
      why: this.why === undefined ? undefined : inWords(this.why, face),
      fix: inWords(this.fix, face),
    };
  }
}

/** The error code of a Node system error (`ENOENT`), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True for the error that an aborted signal throws, wherever it was thrown. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || errnoOf(error) === 'ABORT_ERR');
}

/** The caller cancelled: not our failure, so it has its own code. */
export function cancelled(what = 'The call was cancelled.'): AppError {
  return new AppError({ kind: 'input', code: 'cancelled', what, fix: 'Start it again whenever you like.' });
}
