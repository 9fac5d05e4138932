import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resolves when a process of ours is no longer there. */
export async function goneProcess(pid: number): Promise<void> {
  const alive = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  while (alive()) await sleep(20);
}

const TURN_MS = 50;
const TIMEOUT_MS = 30_000;

/** A program in a terminal of its own, seen and served as by a person. */
export type Terminal = Awaited<ReturnType<typeof openTerminal>>;

/** Starts a program in tmux, on a server of its own so that nobody's sessions or settings are touched. */
export async function openTerminal(
  command: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
) {
  const socket = `codex-oauth-${randomBytes(6).toString('hex')}`;
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-L', socket, '-f', '/dev/null', ...args], { env });
    return stdout;
  };
  await tmux('new-session', '-d', '-s', 'main', '-x', '100', '-y', '48', '-c', cwd, ...command);

  const screen = async (): Promise<string> => (await tmux('capture-pane', '-p', '-t', 'main')).trimEnd();
  return {
    /** What is on the screen, without colours. */
    screen,
    /** Types text as it is. */
    type: (text: string) => tmux('send-keys', '-t', 'main', '-l', text),
    /** Presses a key by tmux's name: Enter, Escape, Down, C-c. */
    press: (key: string) => tmux('send-keys', '-t', 'main', key),
    /** Resolves with the screen when it shows this, and rejects with it when it does not in time. */
    shows: async (pattern: RegExp): Promise<string> => {
      for (let waited = 0; waited < TIMEOUT_MS; waited += TURN_MS) {
        const now = await screen();
        // Where the terminal breaks a line is not what is waited for.
        if (pattern.test(now) || pattern.test(now.replaceAll(/\s+/g, ' '))) return now;
        await sleep(TURN_MS);
      }
      throw new Error(`The screen never showed ${String(pattern)}:\n${await screen()}`);
    },
    /** Closes the terminal; `SIGKILL`: its program is killed first. */
    end: async (signal?: 'SIGKILL'): Promise<void> => {
      const pid = Number(await tmux('display-message', '-p', '-t', 'main', '#{pane_pid}').catch(() => ''));
      if (signal && pid > 1) process.kill(pid, signal);
      await tmux('kill-server').catch(() => {});
      // The program may still write to its home: only then may that be removed.
      if (pid > 1) await goneProcess(pid);
    },
  };
}
