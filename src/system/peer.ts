import type { Deps } from './deps.ts';
import { tcpRows, type TcpRow } from './port-holder.ts';

/**
 * True where the other end of a loopback connection is known to belong to another user of this machine, root apart:
 * root can read this process anyway, and forwards connections for others (WSL, containers). Only Linux tells; where
 * nothing is known, as of a browser behind a forwarded port, the answer is false.
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
 * Two looks, because a caller that hangs up at once loses its row: without one it is taken for a caller from elsewhere
 * only if our own end is still connected at the later look. Only our ends have our uid, so no other socket passes for one.
 */
export function judgePeer(
  before: readonly TcpRow[],
  after: readonly TcpRow[],
  { peer, port, uid }: { readonly peer: number; readonly port: number; readonly uid: number },
): boolean {
  const theirs = [...before, ...after].filter((row) => row.local === peer && row.remote === port);
  // A socket without an inode is left over from one that was closed, and says 0 as its user.
  if (theirs.length > 0) return theirs.some((row) => row.inode === '0' || (row.uid !== uid && row.uid !== 0));
  const told = after.some((row) => row.local === port && row.state === 'listening');
  const ours = after.some(
    (row) => row.local === port && row.remote === peer && row.state === 'connected' && row.uid === uid,
  );
  return told && !ours;
}
