import type { Methods } from '../methods.ts';
import type { Backstage } from '../tool.ts';
import type { Channel } from './channel.ts';

/** What both eras of MCP are served with. */
export interface EraParts {
  readonly back: Backstage;
  /** What both serve. */
  readonly methodsOf: (back: Backstage) => Methods;
  readonly capabilities: Readonly<Record<string, object>>;
  /** The parameters of the last initialize, word for word: the SDK keeps only what MCP knows. */
  readonly greeting: () => unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called when a host has arrived. */
  readonly onReady: () => void;
}

/** Serves one era on its channel. */
export type Era = (parts: EraParts, channel: Channel) => Promise<void>;
