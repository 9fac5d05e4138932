import type { AnswerPlan, Question, Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import type { AskDeps } from '../../src/ask/ask.ts';
import type { Credential } from '../../src/login/credential.ts';
import type { LookReceipt } from '../../src/look/look.ts';
import type { ClientTool } from '../../src/look/tool.ts';
import { asker, RESPONSES, simulate, type Asker } from './asker.ts';

export const LITE = 'gpt-6.1-sol';
export const CLASSIC = 'gpt-5.5';
export const SEARCH = '/backend-api/codex/alpha/search';

const NOTHING: LookReceipt = { files: [], listed: [], searched: [], git: [], refused: [], bytes: 0 };

/** A tool that repeats its argument, and notes it. */
function echo(run?: ClientTool['run']) {
  const heard: unknown[] = [];
  const tool: ClientTool = {
    name: 'read',
    description: 'Reads.',
    parameters: { type: 'object', properties: { path: { type: 'string' } }, additionalProperties: false },
    says: ({ path }) => `reading ${String(path)}`,
    run: async (args, signal) => {
      heard.push(args);
      return run ? run(args, signal) : `text of ${String(args['path'])}`;
    },
  };
  return { tool, heard };
}

const receipt: LookReceipt = { ...NOTHING, files: [{ path: 'src/a.ts', ranges: [[1, 9]] }], bytes: 12 };

export interface Scene extends Asker {
  readonly simulator: Simulator;
  readonly heard: readonly unknown[];
  bodies(): readonly Record<string, unknown>[];
}

export async function scene(
  options: SimulatorOptions,
  more: { run?: ClientTool['run']; deps?: Partial<AskDeps>; key?: boolean } = {},
): Promise<Scene> {
  const simulator = await simulate(options);
  const { tool, heard } = echo(more.run);
  const openLook = () => Promise.resolve({ ...NO_LOOK, tools: [tool], receipt: () => receipt });
  const key: Credential = {
    source: 'api-key',
    route: 'api',
    accessToken: 'sk-sim-0001',
    home: { baseUrl: simulator.apiUrl },
  };
  const a = await asker(simulator, {
    ...(more.key ? { credential: key } : {}),
    deps: { openLook, ...more.deps },
  });
  const path = more.key ? '/v1/responses' : RESPONSES;
  const bodies = () => simulator.requests('POST', path).map(({ body }) => body as Record<string, unknown>);
  return { ...a, simulator, heard, bodies };
}

export const read = (path: string, callId?: string) => ({
  name: 'read',
  arguments: { path },
  ...(callId ? { callId } : {}),
});

const NO_LOOK = { roots: [], refused: [] };

/** Calls in each round, then the text. */
export const script =
  (...rounds: readonly AnswerPlan[]) =>
  ({ outputs, functions }: Question): AnswerPlan => {
    // A round may hold several calls.
    let left = outputs.length;
    for (const round of rounds) {
      if (left === 0 && functions.length > 0) return round;
      left -= round.calls?.length ?? 0;
    }
    return { text: `heard: ${outputs.map((output) => output.slice(0, 1_000)).join(' | ')}` };
  };
export const calls = (...all: ReturnType<typeof read>[]): AnswerPlan => ({ text: '', calls: all });

export const itemsOf = (body: Record<string, unknown> | undefined): readonly Record<string, unknown>[] =>
  body?.['input'] as Record<string, unknown>[];
export const outputsOf = (body: Record<string, unknown> | undefined): readonly string[] =>
  itemsOf(body)
    .filter(({ type }) => type === 'function_call_output')
    .map(({ output }) => String(output));
