import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The program that listens on a port of this machine, as far as the system tells. */
interface PortHolder {
  readonly pid: number;
  /** `node (pid 4242)`. */
  readonly text: string;
}

const run = promisify(execFile);
const LIMITS = { timeout: 2_000, windowsHide: true };

function holderOf(pid: string | undefined, name: string | undefined): PortHolder | undefined {
  return pid
    ? { pid: Number(pid), text: name ? `${name} (pid ${pid})` : `the process with pid ${pid}` }
    : undefined;
}

/** What listens on `port`; undefined if nothing does or the system does not tell. Never throws. */
export async function portHolder(port: number, platform: string): Promise<PortHolder | undefined> {
  try {
    if (platform === 'linux') return await fromProc(port);
    return platform === 'win32' ? await fromNetstat(port) : await fromLsof(port);
  } catch {
    return undefined;
  }
}

/** One socket of this machine, with the ports of both its ends. */
export interface TcpRow {
  readonly local: number;
  readonly remote: number;
  readonly state: 'listening' | 'connected' | 'other';
  readonly uid: number;
  /** `0` if no process holds it any more. */
  readonly inode: string;
}

const STATES: Readonly<Record<string, TcpRow['state']>> = { '0A': 'listening', '01': 'connected' };

/** Every TCP socket that Linux lists in proc(5); none if it lists nothing. Never throws. */
export async function tcpRows(): Promise<readonly TcpRow[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((t) => readFile(`/proc/net/${t}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap(parseTcpRows);
}

/** `sl local rem state queues timer retransmits uid timeout inode`: ports and states in hexadecimal. */
export function parseTcpRows(table: string): readonly TcpRow[] {
  const rows = table.matchAll(/^ *\d+: \w+:(\w+) \w+:(\w+) (\w\w) \S+ \S+ \S+ +(\d+) +\d+ (\d+)/gm);
  return [...rows].map(([, local = '', remote = '', state = '', uid, inode = '']) => ({
    local: Number.parseInt(local, 16),
    remote: Number.parseInt(remote, 16),
    state: STATES[state] ?? 'other',
    uid: Number(uid),
    inode,
  }));
}

async function fromProc(port: number): Promise<PortHolder | undefined> {
  const rows = await tcpRows();
  const listening = rows.filter((r) => r.local === port && r.state === 'listening' && r.inode !== '0');
  const wanted = new Set(listening.map(({ inode }) => `socket:[${inode}]`));
  if (wanted.size === 0) return undefined;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    // Other users' processes cannot be inspected: then no name is given.
    const fds = await readdir(`/proc/${entry}/fd`).catch(() => []);
    const links = await Promise.all(fds.map((fd) => readlink(`/proc/${entry}/fd/${fd}`).catch(() => '')));
    if (links.some((l) => wanted.has(l))) {
      const name = await readFile(`/proc/${entry}/comm`, 'utf8').catch(() => '');
      return holderOf(entry, name.trim());
    }
  }
  return undefined;
}

async function fromLsof(port: number): Promise<PortHolder | undefined> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], LIMITS);
  return holderOf(/^p(\d+)$/m.exec(stdout)?.[1], /^c(.+)$/m.exec(stdout)?.[1]);
}

async function fromNetstat(port: number): Promise<PortHolder | undefined> {
  const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], LIMITS);
  const pid = new RegExp(`:${port}\\s+\\S+\\s+LISTENING\\s+(\\d+)`).exec(stdout)?.[1];
  if (!pid) return undefined;
  const list = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], LIMITS).catch(
    () => undefined,
  );
  return holderOf(pid, /^"([^"]+)"/.exec(list?.stdout ?? '')?.[1]);
}
