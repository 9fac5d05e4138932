import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod/v4';
import type { App } from '../app.ts';
import type { Job, JobResult } from '../jobs/job.ts';
import type { Log } from '../system/log.ts';
import type { JsonObject } from '../system/json.ts';
import type { HostLink } from './host.ts';

/** The part of zod for describing a tool's input. Not all of zod, which would enlarge the bundle. */
export const builders = {
  array: z.array,
  boolean: z.boolean,
  enum: z.enum,
  looseObject: z.looseObject,
  number: z.number,
  strictObject: z.strictObject,
  string: z.string,
};
export type Zod = typeof builders;

/**
 * What a tool gives back. An answer meant to be read is text alone; data carries the same JSON twice, because a
 * host that sees structuredContent shows the model nothing else (docs/hosts.md, What the model sees). A task only
 * where the client declared tasks (HostLink.tasks).
 */
export type ToolOutput = JobResult | { readonly data: object } | { readonly task: Job };

/**
 * What is behind the server: the log exists at once; the app is created on first use, because a host starts the
 * server with every session and most sessions never use it.
 */
export interface Backstage {
  readonly log: Log;
  app(): Promise<App>;
  /** True if the user lets an assistant sign in to his own providers: their tools exist. Reads one small file. */
  ownTools(): Promise<boolean>;
}

export interface ToolContext {
  readonly app: App;
  readonly host: HostLink;
  /** Fires when the host cancels the call or goes away. */
  readonly signal: AbortSignal;
}

/** A tool is data plus a handler; the registrar validates, times, cancels and turns errors into text. */
export interface Tool<Shape extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: (z: Zod) => Shape;
  readonly annotations: ToolAnnotations;
  readonly meta?: JsonObject;
  readonly run: (args: z.output<Shape>, context: ToolContext) => Promise<ToolOutput>;
}

/** Hides a tool's own argument types from the outside, where the registrar has validated them. */
export function defineTool<Shape extends z.ZodObject>(tool: Tool<Shape>): Tool {
  return tool;
}
