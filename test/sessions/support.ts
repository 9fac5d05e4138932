import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openKept, type Kept } from '../../src/sessions/kept.ts';
import { openSessions, type Sessions } from '../../src/sessions/sessions.ts';
import { openThreads, type Threads, type ThreadsDeps } from '../../src/threads/store.ts';
import { storeDeps } from '../threads/support/store.ts';

export const ID = '01a20080-3279-7821-8248-92fa9a71a658';
export const OTHER_ID = '01a20080-45ac-72d2-a008-d310d74bb5fd';

/** The lines of a session of the Codex CLI 0.169.0 as it wrote them, with the contents made up (docs/sessions.md). */
export function rollout(id = ID, cwd = '/home/me/project') {
  let ordinal = 0;
  const line = (type: string, payload: object, extra: object = {}): string => {
    const timestamp = new Date(1_795_304_731_000 + ordinal * 500).toISOString();
    return `${JSON.stringify({ timestamp, ordinal: ordinal++, type, payload, ...extra })}\n`;
  };
  const event = (type: string, payload: object): string => line('event_msg', { type, ...payload });
  const item = (turn: string, said: object): string =>
    event('item_completed', {
      thread_id: id,
      turn_id: turn,
      item: said,
      started_at_ms: 1,
      completed_at_ms: 1,
    });
  const message = (turn: string, role: string, text: string): string =>
    line(
      'response_item',
      { type: 'message', id: 'm1', role, content: [{ type: 'input_text', text }] },
      { metadata: { history_sequence: 1, retained_source: { id: { turn_id: turn, role } } } },
    );
  return {
    head: (): string =>
      line('session_meta', {
        account_scoped: true,
        session_id: id,
        id,
        timestamp: '2026-11-21T23:45:31.270Z',
        cwd,
        runtime_workspace_roots: [cwd],
        originator: 'codex_exec',
        cli_version: '0.169.0',
        source: 'exec',
        thread_source: 'user',
        model_provider: 'openai',
        base_instructions: { text: 'You are Codex, a coding agent. '.repeat(700) },
        history_mode: 'paginated',
        context_window: { window_id: 'w' },
      }),
    started: (turn: string): string =>
      event('task_started', { turn_id: turn, root_turn_id: turn, started_at: 1_795_304_731 }) +
      message(turn, 'developer', '<permissions instructions>') +
      message(turn, 'user', '<environment_context>surroundings</environment_context>') +
      line('turn_context', {
        turn_id: turn,
        cwd,
        model: 'gpt-5.5',
        collaboration_mode: { mode: 'default', settings: { model: 'gpt-5.5', reasoning_effort: 'high' } },
      }) +
      event('thread_settings_applied', { thread_id: id, thread_settings: { model: 'gpt-5.5' } }),
    asked: (turn: string, text: string, image = false): string =>
      message(turn, 'user', text) +
      item(turn, {
        type: 'UserMessage',
        id: 'u1',
        content: [
          ...(image ? [{ type: 'local_image', path: '/in.png' }] : []),
          { type: 'text', text, text_elements: [] },
        ],
      }),
    tool: (turn: string, output: string): string =>
      line('response_item', { type: 'function_call', name: 'exec_command', arguments: '{}', call_id: 'c' }) +
      item(turn, { type: 'CommandExecution', id: 'c', aggregated_output: output, exit_code: 0 }) +
      line('response_item', { type: 'function_call_output', call_id: 'c', output }) +
      item(turn, { type: 'Reasoning', id: 'r', summary_text: ['a thought'], raw_content: [] }) +
      line('response_item', { type: 'reasoning', id: 'r', encrypted_content: 'sealed' }),
    said: (turn: string, text: string): string =>
      item(turn, { type: 'AgentMessage', id: 'm1', content: [{ type: 'Text', text }] }) +
      message(turn, 'assistant', text),
    used: (turn: string, total: number): string => {
      const usage = {
        input_tokens: 100,
        cached_input_tokens: 10,
        output_tokens: 20,
        reasoning_output_tokens: 5,
      };
      const all = { turn_token_usage: usage, thread_token_usage: { ...usage, total_tokens: total } };
      return line('token_usage_record', { thread_id: id, turn_id: turn, usage, ...all });
    },
    completed: (turn: string, error?: object): string =>
      event('task_complete', {
        turn_id: turn,
        last_agent_message: null,
        ...(error && { error }),
        duration_ms: 83,
      }),
    aborted: (turn: string): string => event('turn_aborted', { turn_id: turn, reason: 'interrupted' }),
    compacted: (turn: string): string =>
      event('task_started', { turn_id: turn }) +
      line('compacted', { message: 'A summary', replacement_history: [{ type: 'message' }] }) +
      event('task_complete', { turn_id: turn, last_agent_message: null }),
  };
}

/** One question and its answer. */
export function oneTurn(prompt: string, text: string, id?: string, cwd?: string): string {
  const r = rollout(id, cwd);
  return [
    r.head(),
    r.started('t1'),
    r.asked('t1', prompt),
    r.said('t1', text),
    r.used('t1', 120),
    r.completed('t1'),
  ].join('');
}

export interface Shelf {
  readonly dir: string;
  readonly project: string;
  readonly sessionsDir: string;
  readonly indexDir: string;
  readonly threads: Threads;
  readonly sessions: Sessions;
  readonly kept: Kept;
  /** Writes a session's file. */
  put(text: string | Buffer, id?: string): Promise<string>;
}

/** Threads and sessions in a folder that is removed when the test ends; `home` has no project. */
export async function makeShelf(extra: Partial<ThreadsDeps> = {}): Promise<Shelf> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-sessions-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return shelfIn(dir, extra);
}

/** The same in a folder that exists, as another process sees it. */
export function shelfIn(dir: string, extra: Partial<ThreadsDeps> = {}): Shelf {
  const sessionsDir = path.join(dir, 'codex', 'sessions');
  const indexDir = path.join(dir, 'codex-oauth', 'search');
  const threads = openThreads({ ...storeDeps(path.join(dir, 'codex-oauth', 'threads')), ...extra });
  const sessions = openSessions({
    dir: sessionsDir,
    projectOf: (cwd) => (cwd === '/home' ? '' : cwd),
    now: Date.now,
  });
  const secretIn = (text: string): Promise<string | undefined> =>
    Promise.resolve(text.includes('hunter2') ? 'a password in line 1' : undefined);
  const kept = openKept({ threads, sessions, indexDir, secretIn });
  const put = async (text: string | Buffer, id = ID): Promise<string> => {
    const file = path.join(sessionsDir, '2026/11/21', `rollout-2026-11-21T23-45-31-${id}.jsonl`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  return { dir, project: '/home/me/project', sessionsDir, indexDir, threads, sessions, kept, put };
}
