import { readFile, stat } from 'node:fs/promises';
import { parseJson, member } from '../../system/json.ts';
import { createFetch } from '../../system/http.ts';
import { addressIn, visit } from './browser.ts';
import { ensure, fault } from './fault.ts';
import type { Report } from './report.ts';
import type { Stage } from './stage.ts';
import type { Subject } from './subject.ts';

export interface Play {
  readonly stage: Stage;
  readonly report: Report;
  readonly subject: Subject;
  readonly signal: AbortSignal;
}

const TOOLS = ['codex_clear', 'codex_login', 'codex_models', 'codex_query', 'codex_status'];

export async function listTools({ stage, report, signal }: Play): Promise<void> {
  const { tools } = await stage.client.listTools({}, { signal });
  const names = tools.map((t) => t.name).sort();
  ensure(names.join() === TOOLS.join(), 'tools', `It lists ${names.join(', ')}.`);
  report.done('tools', names.join(', '));
}

/** Signs in the way a user does: the server gives an address, the browser goes there and ends on its callback. */
export async function signIn({ stage, report, signal }: Play): Promise<void> {
  const { simulator } = stage;
  const address = new Promise<string>((resolve) => {
    stage.onAddress = resolve;
  });
  let told: string | undefined;
  const login = stage.call('codex_login', {
    arguments: { method: 'browser', timeout_seconds: 60 },
    onProgress: (message) => {
      told ??= addressIn(message, simulator.issuer);
    },
  });
  // A failed call ends the wait for the address too.
  const url = await Promise.race([
    address,
    login.then(({ text }) =>
      Promise.reject(fault('sign-in', `It ended before it asked to open an address: ${text}`)),
    ),
  ]);
  ensure(told === url, 'sign-in', 'The address is not in the progress messages.');
  report.aside(`server   asks to open ${new URL(url).origin}/oauth/authorize?…`);
  // Straight to loopback, whatever proxy the user has.
  const { hops, html } = await visit(url, createFetch({}), signal);
  for (const hop of hops) report.aside(`browser  GET ${hop.url.origin}${hop.url.pathname}  ${hop.status}`);
  const last = hops.at(-1);
  ensure(
    last?.url.pathname === '/auth/callback' && last.status === 200,
    'sign-in',
    `The browser ended at ${last?.url.pathname ?? 'no page'} with ${last?.status ?? 'no'} status.`,
  );
  ensure(html.includes('You are signed in'), 'sign-in', 'The callback did not show the page of success.');
  const { text } = await login;
  ensure(
    simulator.requests('POST', '/oauth/token').length === 1,
    'sign-in',
    'The code was not exchanged exactly once.',
  );
  const asked = new URL(url).searchParams;
  ensure(
    asked.get('code_challenge_method') === 'S256' && (asked.get('state') ?? '').length >= 43,
    'sign-in',
    'PKCE or state is missing in the address.',
  );
  report.done('sign-in', text);
}

export async function checkTokenFile({ stage, report }: Play): Promise<void> {
  const { mode } = await stat(stage.authFile);
  const permissions = (mode & 0o777).toString(8).padStart(4, '0');
  // Windows has no such modes and shows 0666.
  ensure(permissions === '0600' || permissions === '0666', 'token file', `Its mode is ${permissions}.`);
  const entry = member(parseJson(await readFile(stage.authFile, 'utf8')), 'codex');
  ensure(typeof member(entry, 'refresh_token') === 'string', 'token file', 'There is no login in it.');
  report.done('token file', `auth.json, mode ${permissions}, in a temporary folder`);
}

export async function listModels({ stage, report }: Play): Promise<void> {
  const { structured } = await stage.call('codex_models');
  const models = structured['models'];
  ensure(Array.isArray(models) && models.length > 0, 'models', 'The list is empty.');
  ensure(
    structured['source'] === 'live',
    'models',
    `The list is not live but ${String(structured['source'])}.`,
  );
  report.done(
    'models',
    `${(models as readonly string[]).join(', ')}; default ${String(structured['default'])}`,
  );
}

export async function ask({ stage, report, subject }: Play): Promise<void> {
  const { question, file } = subject;
  report.aside(`asks: ${question}${file === undefined ? '' : ` (names ${file.entry}, the server reads it)`}`);
  const started = Date.now();
  let messages = 0;
  const { text, meta } = await stage.call('codex_query', {
    arguments: { prompt: question, ...(file === undefined ? {} : { files: [file.entry] }) },
    onProgress: (message) => {
      messages += 1;
      report.live(message);
    },
  });
  const answer = text.split('\n\n—\n')[0] ?? '';
  ensure(answer.trim() !== '', 'question', 'The answer is empty.');
  ensure(answer.includes('simulated answer'), 'question', 'The answer is not the simulator’s.');
  const receipt = meta['codex-oauth/receipt'];
  if (file !== undefined) {
    ensure(
      answer.includes(`${file.name} arrived with ${file.lines} lines`),
      'question',
      'The file did not arrive whole.',
    );
    ensure(text.includes('\nattached: 1 file '), 'question', 'It is not said what was attached.');
  }
  ensure(messages >= 2, 'question', 'There was no progress while the answer came.');
  ensure(member(receipt, 'partial') === false, 'question', 'The answer is marked as partial.');
  const thread = member(receipt, 'thread_id');
  ensure(
    typeof thread === 'string' && text.includes(`thread_id: ${thread}`),
    'question',
    'The answer names no thread to continue.',
  );
  report.done(
    'question',
    `answered in ${((Date.now() - started) / 1000).toFixed(1)} s, with ${messages} progress messages on the way`,
  );
  report.quote(text);
}

export async function checkStatus({ stage, report }: Play): Promise<void> {
  const { structured: s } = await stage.call('codex_status');
  ensure(s['status'] === 'authenticated', 'status', `It says ${String(s['status'])}.`);
  ensure(!JSON.stringify(s).includes('dev@example.com'), 'status', 'It shows the whole e-mail address.');
  report.done(
    'status',
    `${String(s['status'])} · ${String(s['plan'])} plan · ${String(s['email'])} · account ${String(s['account_id'])}`,
  );
}

export async function signOut({ stage, report }: Play): Promise<void> {
  const { simulator } = stage;
  await stage.call('codex_clear');
  const revoked = simulator.requests('POST', '/oauth/revoke').some((entry) => entry.status === 200);
  ensure(
    revoked && simulator.state.families.every((f) => f.revoked),
    'sign-out',
    'The login was not revoked at the simulator.',
  );
  const { structured } = await stage.call('codex_status');
  ensure(
    structured['status'] === 'not_authenticated',
    'sign-out',
    `Afterwards the status is ${String(structured['status'])}.`,
  );
  const left = await readFile(stage.authFile, 'utf8').catch(() => '{}');
  ensure(member(parseJson(left), 'codex') === undefined, 'sign-out', 'The login is still in auth.json.');
  report.done('sign-out', 'revoked at the server, removed from auth.json; status: not_authenticated');
}

/** Closes stdin, as a host does, and looks whether the server goes. */
export async function endServer({ stage, report }: Play): Promise<void> {
  ensure(
    stage.noise.length === 0,
    'protocol',
    `The server wrote something that is no JSON-RPC: ${stage.noise[0] ?? ''}`,
  );
  const started = Date.now();
  await stage.client.close();
  const took = Date.now() - started;
  ensure(took < 1_500, 'end', `The server was still there ${took} ms after its stdin had closed.`);
  report.done('end', `stdin closed, server gone after ${took} ms; nothing but JSON-RPC on its stdout`);
}
