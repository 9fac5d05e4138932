import type { Deps } from './deps.ts';
import { tcpRows, type TcpRow } from './port-holder.ts';

/**
 * True if the other end of a loopback connection is known to belong to another user of this machine, except root:
 * root can read this process anyway, and forwards connections for others (WSL, containers). Only Linux tells; if
 * nothing is known, as with a browser behind a forwarded port, the answer is false.
 */
export async function isAnotherUsers(
  { peer, port }: { readonly peer: number; readonly port: number },
  { platform, uid }: Pick<Deps, 'platform' | 'uid'>,
): Promise<boolean> {
  if (platform !== 'linux' || uid === undefined) return false;
  const before = await tcpRows();
  return judgePeer(before, await tcpRows(), { peer, port, uid });
}

/**
 * Looks twice, because a caller that hangs up at once loses its row in the table. A caller without a row counts as
 * remote only if our own end is still connected at the second look. Only our ends have our uid, so no other socket
 * can be mistaken for one.
 */
export function judgePeer(
  before: readonly TcpRow[],
  after: readonly TcpRow[],
  { peer, port, uid }: { readonly peer: number; readonly port: number; readonly uid: number },
): boolean {
  const theirs = [...before, ...after].filter((row) => row.local === peer && row.remote === port);
  // A socket without an inode is a leftover of a closed one and shows user 0.
  if (theirs.length > 0) return theirs.some((row) => row.inode === '0' || (row.uid !== uid && row.uid !== 0));
  const told = after.some((row) => row.local === port && row.state === 'listening');
  const ours = after.some(
    (row) => row.local === port && row.remote === peer && row.state === 'connected' && row.uid === uid,
  );
  return told && !ours;
}
