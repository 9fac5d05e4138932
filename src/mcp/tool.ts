import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type * as z from 'zod/v4';
import type { App } from '../app.ts';
import type { Log } from '../system/log.ts';
import type { JsonObject } from '../system/json.ts';

/**
 * What a tool gives back. An answer meant to be read is text alone; data carries the same JSON twice, because a
 * host that sees structuredContent shows the model nothing else (docs/hosts.md, What the model sees).
 */
export type ToolOutput =
  | { readonly kind: 'text'; readonly text: string; readonly meta?: JsonObject }
  | { readonly kind: 'data'; readonly data: object };

/** What the host can do for us while a tool runs. */
export interface HostLink {
  /** True where a message of progress can be shown at all. */
  readonly showsProgress: boolean;
  /** One short line under the running call. Throttling is the caller's (see progress.ts). */
  progress(message: string): void;
  /** The workspace folders as the host names them (`file:` URIs); undefined where it names none. */
  roots(): Promise<readonly string[] | undefined>;
  /** Asks the host to open a URL; undefined where it cannot. */
  readonly elicitUrl: ((request: UrlRequest) => Promise<UrlAnswer>) | undefined;
}

export interface UrlRequest {
  readonly url: string;
  readonly message: string;
  readonly elicitationId: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface UrlAnswer {
  readonly action: 'accept' | 'decline' | 'cancel' | 'failed';
}

/**
 * What is behind the server: there at once is the log; the app is composed when it is first asked for, because a
 * host starts the server with every session and most sessions never use it.
 */
export interface Backstage {
  readonly log: Log;
  app(): Promise<App>;
}

export interface ToolContext {
  readonly app: App;
  readonly host: HostLink;
  /** Fires when the host cancels the call or goes away. */
  readonly signal: AbortSignal;
  /** Tells the host that the page of an elicitation is done with, in every case. */
  elicitationDone(elicitationId: string): void;
}

/** A tool is data plus a handler; the registrar validates, times, cancels and turns errors into text. */
export interface Tool<Shape extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Shape;
  readonly annotations: ToolAnnotations;
  readonly meta?: JsonObject;
  readonly run: (args: z.output<Shape>, context: ToolContext) => Promise<ToolOutput>;
}

/** Keeps a tool's own argument types inside and forgets them outside, where the registrar has validated them. */
export function defineTool<Shape extends z.ZodObject>(tool: Tool<Shape>): Tool {
  return tool;
}
