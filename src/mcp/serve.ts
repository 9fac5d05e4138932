import { openChannel } from './eras/channel.ts';
import { eraOf } from './eras/claim.ts';
import type { Era, EraParts } from './eras/era.ts';
import { CAPABILITIES } from './identity.ts';
import { commonMethods } from './methods.ts';
import type { StdioTransport } from './stdio.ts';
import type { Backstage } from './tool.ts';

export { createStdioTransport } from './stdio.ts';

/** Each loads its own SDK, and only that. */
const ERAS: Readonly<Record<'older' | 'newer', () => Promise<Era>>> = {
  older: async () => (await import('./eras/older.ts')).serveOlder,
  newer: async () => (await import('./eras/newer.ts')).serveNewer,
};

/**
 * Serves MCP on the transport, each message in its era. `onReady` is called when a host has arrived. `hasCommands`:
 * the host shows our plugin's commands, so prompts would be duplicates.
 */
export async function serve(
  { hasCommands, env, ...back }: Backstage & Pick<EraParts, 'env'> & { readonly hasCommands: boolean },
  transport: StdioTransport,
  onReady: () => void,
): Promise<void> {
  const { prompts, ...others } = CAPABILITIES;
  let arrived = false;
  const parts: EraParts = {
    back,
    methodsOf: (behind) => commonMethods(behind, hasCommands),
    capabilities: { ...others, ...(hasCommands ? {} : { prompts }) },
    env,
    greeting: () => transport.greeting,
    onReady: () => {
      if (!arrived) onReady();
      arrived = true;
    },
  };
  const open = new Map<keyof typeof ERAS, ReturnType<typeof openChannel>>();
  const channelOf = (era: keyof typeof ERAS): ReturnType<typeof openChannel> => {
    const known = open.get(era);
    if (known) return known;
    const opened = openChannel(transport.send);
    open.set(era, opened);
    void ERAS[era]().then((serveEra) => serveEra(parts, opened.channel));
    return opened;
  };
  transport.onmessage = (message) => {
    const seen = { greeted: transport.greeting !== undefined, claimed: open.has('newer') };
    const cancels = 'method' in message && message.method === 'notifications/cancelled';
    // A cancel names the request and need not name a version: where there is no such request, it does nothing.
    for (const era of cancels ? open.keys() : [eraOf(message, seen)]) channelOf(era).deliver(message);
  };
  transport.onclose = () => {
    for (const { channel } of open.values()) channel.onclose?.();
  };
  await transport.start();
}
