import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type AnswerPlan, type Question, startSimulator } from '../simulator/simulator.ts';
import { timed } from './stats.ts';
import { ACCOUNT, withFolder, writeJson } from './world.ts';

/**
 * What looking around costs: node --import tsx bench/look.ts
 * The same question about projects of several sizes, once with everything attached, once with a model that finds its way:
 * it searches for a name, reads around what it found, and answers. The model is a script, so that tokens are counted
 * from what is sent (four characters each) and what comes from OpenAI's cache is a guess of the stand-in's.
 */
const SIZES = [5, 25, 100];
const LINES = 120;
const BUNDLE = process.env['CODEX_OAUTH_TEST_BUNDLE'] ?? path.resolve('dist/codex-oauth.js');
const PROMPT = 'Who calls settle, and with what?';

const NAMED = 'export function settle(';
const CALL = 'settle(';

/** Every file has a hundred lines of its own; one defines what is asked about, three use it. */
function fileOf(index: number): string {
  const lines = Array.from({ length: LINES }, (_, i) => `export const value${index}_${i} = ${index * i};`);
  if (index === 0) lines[60] = `${NAMED}amount: number) { return amount; }`;
  if (index > 0 && index < 4) lines[30 * index] = `${CALL}value${index}_1);`;
  return `${lines.join('\n')}\n`;
}

/** Search, read around each hit, answer; with everything attached, answer at once. */
function answer({ functions, outputs }: Question): AnswerPlan {
  const call = (name: string, args: object): AnswerPlan => ({ text: '', calls: [{ name, arguments: args }] });
  const said = { text: 'It is called three times.' };
  if (functions.length === 0 || outputs.length > 1) return said;
  if (outputs.length === 0) return call('grep', { patterns: ['settle\\('] });
  const ranges = [0, 1, 2, 3].map((i) => ({
    path: `src/f${i}.ts`,
    start: Math.max(1, 30 * i - 10),
    end: 30 * i + 80,
  }));
  return call('read', { ranges });
}

interface Seen {
  readonly requests: number;
  readonly bytes: number;
  readonly tokens: number;
  readonly ms: number;
}

const show = (name: string, { requests, bytes, tokens, ms }: Seen): string =>
  `  ${name.padEnd(22)}${String(requests).padStart(8)}${`${(bytes / 1000).toFixed(0)} kB`.padStart(10)}` +
  `${String(tokens).padStart(10)}${`${ms.toFixed(0)} ms`.padStart(10)}\n`;

await withFolder(async (folder) => {
  const simulator = await startSimulator({ answer });
  const tokens = simulator.mintTokens();
  const home = path.join(folder, 'home');
  await writeJson(path.join(home, '.claude/auth.json'), {
    codex: {
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      id_token: tokens.idToken,
      token_type: 'Bearer',
      account_id: ACCOUNT,
      issuer: simulator.issuer,
      base_url: simulator.backendUrl,
    },
  });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
  };
  const once = async (cwd: string, ...options: readonly string[]): Promise<Seen> => {
    simulator.clearLog();
    let stdout = '';
    const ms = await timed(async () => {
      const args = [BUNDLE, 'ask', PROMPT, '--json', ...options];
      const running = promisify(execFile)(process.execPath, args, { cwd, env });
      running.child.stdin?.end();
      ({ stdout } = await running);
    });
    const asked = simulator.requests('POST', '/backend-api/codex/responses');
    const receipt = JSON.parse(stdout) as { readonly tokens: { readonly input: number } };
    const bytes = asked.reduce((sum, { body }) => sum + JSON.stringify(body).length, 0);
    return { requests: asked.length, bytes, tokens: receipt.tokens.input, ms };
  };
  process.stdout.write(`${' '.repeat(24)}requests      sent    tokens      time\n`);
  for (const size of SIZES) {
    const project = path.join(folder, String(size));
    await mkdir(path.join(project, 'src'), { recursive: true });
    for (let i = 0; i < size; i += 1) await writeFile(path.join(project, `src/f${i}.ts`), fileOf(i));
    await once(project);
    process.stdout.write(show(`${size} files, attached`, await once(project, '--file', 'src/**')));
    process.stdout.write(show(`${size} files, looked at`, await once(project, '--look')));
  }
  await simulator.close();
});
