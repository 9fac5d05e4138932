import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { until } from './net.ts';
import { BUNDLE, makeSandbox, type Sandbox } from './sandbox.ts';

export type Raw = Awaited<ReturnType<typeof start>>;

/** The shipped server in a home of its own, spoken to line by line. */
export async function start(settings: Record<string, string> = {}, given?: Sandbox) {
  const { env, dir } = given ?? (await makeSandbox(settings));
  const child = spawn(process.execPath, [BUNDLE], { env, cwd: dir, stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );
  return {
    child,
    lines,
    exited,
    send: (message: object) => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    reply: async (id: number | string) => {
      const find = (): Record<string, unknown> | undefined =>
        lines
          .map((l) => JSON.parse(l) as Record<string, unknown>)
          .find((m) => m['id'] === id && !('method' in m));
      await until(() => find() !== undefined, `an answer to ${id}`);
      return find() ?? {};
    },
  };
}

export async function greet(
  raw: Raw,
  protocolVersion = '2025-11-25',
  capabilities = {},
): Promise<Record<string, unknown>> {
  const params = { protocolVersion, capabilities, clientInfo: { name: 'raw', version: '1' } };
  raw.send({ id: 0, method: 'initialize', params });
  return raw.reply(0);
}

export function callTool(raw: Raw, id: number, name: string, args: object): void {
  const params = { name, arguments: args, _meta: { progressToken: id } };
  raw.send({ id, method: 'tools/call', params });
}
