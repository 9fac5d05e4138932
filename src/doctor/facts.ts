import type { AuthFileState } from '../login/auth-file.ts';
import type { Status } from '../login/status.ts';
import type { AppError } from '../system/errors.ts';
import type { LockRecord } from '../system/lock-record.ts';
import type { Proxy, ProxyVariable } from '../system/proxy.ts';

/** A path as lstat sees it; undefined where nothing is there. */
export interface PathFacts {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Permission bits, `0o600`. */
  readonly mode: number;
  /** The owner's user id; undefined on Windows. */
  readonly uid: number | undefined;
  /** Milliseconds since the epoch. */
  readonly mtime: number;
}

/** A file of ours beside auth.json: a lock, a journal or what a writer left behind. */
export interface Neighbour {
  readonly name: string;
  readonly path: string;
  readonly ageMs: number;
  /** What a lock file says; undefined where it says nothing or is none. */
  readonly lock: LockRecord | undefined;
  /** Whether the process that wrote it still lives here. */
  readonly alive: boolean;
}

export interface FileFacts {
  readonly authFile: string;
  readonly folder: string;
  readonly path: PathFacts | undefined;
  readonly folderPath: PathFacts | undefined;
  /** Why the folder (or the nearest one that exists) cannot be written to; undefined where it can. */
  readonly notWritable: string | undefined;
  readonly state: AuthFileState;
  readonly neighbours: readonly Neighbour[];
  /** Bytes left for us; undefined where the system does not say. */
  readonly freeBytes: number | undefined;
}

export interface CaFacts {
  readonly path: string;
  /** The error code of reading it, or what is in it. */
  readonly found:
    | { readonly kind: 'unreadable'; readonly code: string }
    | { readonly kind: 'read'; readonly certificates: readonly CertificateFacts[] };
}

export interface CertificateFacts {
  /** Undefined where it cannot be parsed. */
  readonly validTo: number | undefined;
}

export interface PortFacts {
  readonly port: number;
  /** `busy`: somebody listens. `reserved`: the system does not give it out. */
  readonly state: 'free' | 'busy' | 'reserved';
  readonly holder: string | undefined;
}

export interface NetworkFacts {
  readonly variables: readonly ProxyVariable[];
  /** What the requests to these hosts will do. */
  readonly routes: readonly { readonly host: string; readonly proxy: Proxy | AppError | undefined }[];
  readonly noProxy: boolean;
  readonly ca: CaFacts | undefined;
  /** Variables of other programs that name an authority, which Node does not read. */
  readonly otherCa: readonly string[];
  /** NODE_TLS_REJECT_UNAUTHORIZED=0: nothing is checked at all. */
  readonly tlsOff: boolean;
  readonly ports: readonly PortFacts[];
  readonly noBrowser: string | undefined;
  readonly browser: string | undefined;
}

export interface MachineFacts {
  readonly version: string;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly uid: number | undefined;
  readonly osRelease: string;
  readonly now: number;
  readonly home: string;
  readonly wsl: boolean;
  readonly container: boolean;
  readonly ssh: boolean;
  readonly ci: boolean;
  /** `Claude Code 2.1.329 (cli)`; undefined where the environment does not tell. */
  readonly host: string | undefined;
}

export interface SettingsFacts {
  /** Every setting that was refused; the rest of the checks go on without it. */
  readonly refused: readonly { readonly name: string; readonly error: AppError }[];
  /** CODEX_OAUTH_… names that are set, known or not. */
  readonly names: readonly string[];
  readonly issuer: string;
  readonly baseUrl: string;
  readonly logFile: string | undefined;
}

export interface LoginFacts {
  readonly status: Status;
  /** Names of variables that hold a key or a token; never what is in them. */
  readonly keys: readonly string[];
  readonly codexCliFile: string;
  readonly codexCliThere: boolean;
}

/** Everything the offline checks look at. Gathered once; judging it is pure. */
export interface Facts {
  readonly machine: MachineFacts;
  readonly settings: SettingsFacts;
  readonly files: FileFacts;
  readonly network: NetworkFacts;
  readonly login: LoginFacts;
}
