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

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/** A program in a terminal of its own, seen and served as by a person. */
export interface Terminal {
  /** What is on the screen, without colours. */
  screen(): Promise<string>;
  /** Types text as it is. */
  type(text: string): Promise<void>;
  /** Presses keys by tmux's names: Enter, Escape, Down, C-c. */
  press(...keys: readonly string[]): Promise<void>;
  /** Resolves with the screen when it shows this, and rejects with it when it does not in time. */
  shows(pattern: RegExp, timeoutMs?: number): Promise<string>;
  end(): Promise<void>;
}

const TURN_MS = 50;

/** Starts a program in tmux, on a server of its own so that nobody's sessions or settings are touched. */
export async function openTerminal(
  command: readonly string[],
  { cwd, env, columns = 110, rows = 40 }: TerminalOptions,
): Promise<Terminal> {
  const socket = `codex-oauth-${randomBytes(6).toString('hex')}`;
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-L', socket, '-f', '/dev/null', ...args], { env });
    return stdout;
  };
  await tmux('new-session', '-d', '-s', 'main', '-x', `${columns}`, '-y', `${rows}`, '-c', cwd, ...command);

  const screen = async (): Promise<string> => (await tmux('capture-pane', '-p', '-t', 'main')).trimEnd();
  return {
    screen,
    type: async (text) => {
      await tmux('send-keys', '-t', 'main', '-l', text);
    },
    press: async (...keys) => {
      await tmux('send-keys', '-t', 'main', ...keys);
    },
    shows: async (pattern, timeoutMs = 30_000) => {
      for (let waited = 0; waited < timeoutMs; waited += TURN_MS) {
        const now = await screen();
        if (pattern.test(now)) return now;
        await sleep(TURN_MS);
      }
      throw new Error(`The screen never showed ${String(pattern)}:\n${await screen()}`);
    },
    end: async () => {
      const pid = Number(await tmux('display-message', '-p', '-t', 'main', '#{pane_pid}').catch(() => ''));
      await tmux('kill-server').catch(() => {});
      // The program may still write to its home: only then may that be removed.
      if (pid > 1) await goneProcess(pid);
    },
  };
}
