import { describe, expect, test } from 'vitest';
import { judgePeer } from '../../src/system/peer.ts';
import { parseTcpRows, type TcpRow } from '../../src/system/port-holder.ts';

const [US, OTHER, ROOT] = [1000, 1001, 0];
const [PORT, PEER] = [1455, 40_000];
const row = (more: Partial<TcpRow>): TcpRow => ({
  local: PEER,
  remote: PORT,
  state: 'connected',
  uid: US,
  inode: '7',
  ...more,
});
const listener = row({ local: PORT, remote: 0, state: 'listening' });
const ourEnd = row({ local: PORT, remote: PEER });
const closed = { uid: ROOT, inode: '0', state: 'other' } as const;

describe('a caller on loopback', () => {
  test.each<[title: string, foreign: boolean, before: readonly TcpRow[], after?: readonly TcpRow[]]>([
    ['of this user is taken', false, [listener, ourEnd, row({})]],
    ['of another user is refused', true, [listener, ourEnd, row({ uid: OTHER })]],
    ['of root, who forwards for others, is taken', false, [listener, ourEnd, row({ uid: ROOT })]],
    ['that shows only at the second look counts', true, [listener], [listener, ourEnd, row({ uid: OTHER })]],
    ['that has closed, and shows as root’s, is refused', true, [listener, row(closed)]],
    ['that half closed but is still there is taken', false, [listener, row({ state: 'other' })]],
    ['from elsewhere (a forwarded port) is taken', false, [listener, ourEnd]],
    ['that has vanished is refused', true, [listener]],
    ['that vanished between the looks is refused', true, [listener, ourEnd], [listener]],
    [
      'that vanished behind another user’s decoy is refused',
      true,
      [listener, row({ local: PORT, remote: PEER, uid: OTHER })],
    ],
    ['where the system shows no sockets is taken', false, []],
    ['is not judged by somebody else’s socket', false, [listener, ourEnd, row({ local: 9, uid: OTHER })]],
  ])('%s', (_, foreign, before, after = before) => {
    expect(judgePeer(before, after, { peer: PEER, port: PORT, uid: US })).toBe(foreign);
  });
});

test('the table of proc(5) is read, for both families', () => {
  const v4 = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:05AF 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1234 1 0',
    '   1: 0100007F:9C40 0100007F:05AF 01 00000000:00000000 00:00000000 00000000  1001        0 1235 1 0',
    '   2: 0100007F:9C41 0100007F:05AF 06 00000000:00000000 03:00001768 00000000     0        0 0 3 0',
    '',
  ].join('\n');
  const v6 =
    'sl\n 0: 00000000000000000000000001000000:05B1 00000000000000000000000000000000:0000 0A 0:0 00:0 0 1000 0 9 1\n';
  expect([...parseTcpRows(v4), ...parseTcpRows(v6), ...parseTcpRows('')]).toEqual([
    { local: 1455, remote: 0, state: 'listening', uid: 1000, inode: '1234' },
    { local: 40_000, remote: 1455, state: 'connected', uid: 1001, inode: '1235' },
    { local: 40_001, remote: 1455, state: 'other', uid: 0, inode: '0' },
    { local: 1457, remote: 0, state: 'listening', uid: 1000, inode: '9' },
  ]);
});
