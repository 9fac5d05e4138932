import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createFetch } from '../../system/http.ts';
import { member, parseJson } from '../../system/json.ts';
import type { Session } from '../session.ts';
import { visible } from '../../system/visible.ts';
import { field } from '../text.ts';
import { fault, openStage, type Stage } from './stage.ts';
import { chooseSubject, type Subject } from './subject.ts';

const REAL: readonly string[] = [
  'the shipped bundle, started the way a coding assistant starts it',
  'MCP over stdio: handshake, tools, progress messages, elicitation',
  'OAuth with PKCE and state, and the callback on 127.0.0.1',
  'the token file and its mode, the live list of models, streaming, revocation',
];
/** Only where a file goes with the question. */
const REAL_FILE =
  'the file: named by its path, read by the server and searched for secrets before it is sent';
const SIMULATED: readonly string[] = [
  'OpenAI: its sign-in page, its tokens, its models and the text of the answer',
  'the browser: plain requests that follow the redirects',
];
const TOOLS = ['codex_clear', 'codex_login', 'codex_models', 'codex_query', 'codex_status'];

interface Play extends Stage, Pick<Session, 'signal'> {
  readonly subject: Subject;
  /** A step is done and was checked. */
  done(step: string, detail: string): void;
  /** A detail of the current step. */
  aside(text: string): void;
  say(text: string): void;
}

/** Plays all steps and checks each; throws at the first that fails. */
export async function demo(session: Session, question: string | undefined): Promise<undefined> {
  const { io, signal, out } = session;
  const played: { readonly step: string; readonly detail: string }[] = [];
  const say = (text: string): void => session.show(undefined, text);
  const aside = (text: string): void => say(`               ${out.dim(field(text))}`);
  const done = (step: string, detail: string): void => {
    played.push({ step, detail });
    say(`${out.green('✓')} ${out.bold(step.padEnd(12))} ${field(detail)}`);
  };
  const subject = chooseSubject(question, io.entry);
  const real = subject.file === undefined ? REAL : [...REAL, REAL_FILE];
  say(out.bold('codex-oauth demo: sign in, ask, sign out, against a simulated OpenAI on this machine\n'));
  const ends: (() => Promise<void>)[] = [];
  try {
    const play = { ...(await openStage(session, subject, ends)), subject, signal, say, aside, done };
    introduce(play, io.entry);
    const steps = [listTools, signIn, checkTokenFile, listModels, ask, checkStatus, signOut, endServer];
    for (const step of steps) await step(play);
  } finally {
    for (const end of ends) await end().catch(() => {});
  }
  const document = { ok: true, question: subject.question, steps: played, real, simulated: SIMULATED };
  session.show(document, conclusion(session, real));
}

function conclusion({ io, out }: Session, real: readonly string[]): string {
  const file = shortPath(io.entry);
  const command = `node ${/\s/.test(file) ? JSON.stringify(file) : file}`;
  return [
    `\n${out.bold('Real:')}`,
    ...real.map((item) => `  · ${item}`),
    out.bold('Simulated:'),
    ...SIMULATED.map((item) => `  · ${item}`),
    `\n${out.bold('With your own account:')}`,
    `  ${out.cyan(`${command} login`)}\n  ${out.cyan(`${command} ask "What is a monad?"`)}`,
  ].join('\n');
}

/** Relative to the current folder if that is shorter. */
function shortPath(file: string): string {
  const relative = path.relative('.', file);
  return relative.startsWith('..') ? file : relative;
}

function ensure(holds: boolean, step: string, why: string): asserts holds {
  if (!holds) throw fault(step, why);
}

function introduce({ simulator, client, startedInMs, done }: Play, entry: string): void {
  done('simulator', `listens at ${simulator.url}`);
  const { name, version } = client.getServerVersion() ?? { name: 'unknown', version: '' };
  done('server', `${name} ${version} from ${shortPath(entry)}, ready after ${startedInMs} ms`);
}

async function listTools({ client, done, signal }: Play): Promise<void> {
  const { tools } = await client.listTools({}, { signal });
  const names = tools.map((t) => t.name).sort();
  const listed = names.join(', ');
  ensure(listed === TOOLS.join(', '), 'tools', `It lists ${listed}.`);
  done('tools', listed);
}

/** Signs in the way a user does: the server gives an address, the browser goes there and ends on its callback. */
async function signIn({ simulator, call, address: asksFor, aside, done, signal }: Play): Promise<void> {
  const step = 'sign-in';
  const login = call('codex_login', { method: 'browser', timeout_seconds: 60 });
  // A failed call also ends the wait for the address.
  const failed = login.then(({ text }) => {
    throw fault(step, `It ended before it asked to open an address: ${text}`);
  });
  const address = new URL(await Promise.race([asksFor, failed]));
  failed.catch(() => {});
  ensure(address.origin === new URL(simulator.issuer).origin, step, `It leads to ${address.host}.`);
  aside(`server   asks to open ${address.origin}${address.pathname}?…`);
  // Straight to loopback, whatever proxy the user has, and nowhere else.
  const fetchLocal = createFetch({});
  const open = async (url: URL) => {
    const response = await fetchLocal(url, { redirect: 'manual', signal });
    aside(`browser  GET ${url.origin}${url.pathname}  ${response.status}`);
    return response;
  };
  const approved = await open(address);
  const callback = new URL(approved.headers.get('location') ?? '/nowhere', address);
  const expected = callback.hostname === '127.0.0.1' && callback.pathname === '/auth/callback';
  ensure(expected, step, `The browser was sent to ${callback.host}${callback.pathname}.`);
  const page = await open(callback);
  ensure(page.status === 200, step, `The callback answered with status ${page.status}.`);
  ensure((await page.text()).includes('You are signed in'), step, 'The callback did not show success.');
  const { text, progress } = await login;
  const told = progress.some((message) => message.includes(address.href));
  ensure(told, step, 'The address is not in the progress messages.');
  const exchanges = simulator.requests('POST', '/oauth/token').length;
  ensure(exchanges === 1, step, `The code was exchanged ${exchanges} times.`);
  const asked = address.searchParams;
  const guarded = asked.get('code_challenge_method') === 'S256' && (asked.get('state') ?? '').length >= 43;
  ensure(guarded, step, 'PKCE or state is missing in the address.');
  done(step, text);
}

async function checkTokenFile({ authFile, done }: Play): Promise<void> {
  const { mode } = await stat(authFile);
  const permissions = (mode & 0o777).toString(8).padStart(4, '0');
  // Windows has no such modes and shows 0666.
  ensure(permissions === '0600' || permissions === '0666', 'token file', `Its mode is ${permissions}.`);
  const entry = member(parseJson(await readFile(authFile, 'utf8')), 'codex');
  ensure(typeof member(entry, 'refresh_token') === 'string', 'token file', 'It contains no login.');
  done('token file', `auth.json, mode ${permissions}, in a temporary folder`);
}

async function listModels({ call, done }: Play): Promise<void> {
  const { models, source, default: preferred } = (await call('codex_models')).structured;
  ensure(Array.isArray(models) && models.length > 0, 'models', 'The list is empty.');
  ensure(source === 'live', 'models', `The list is not live but ${String(source)}.`);
  done('models', `${models.join(', ')}; default ${String(preferred)}`);
}

async function ask({ call, subject, say, aside, done }: Play): Promise<void> {
  const { question, file } = subject;
  const step = 'question';
  aside(`asks: ${question}${file === undefined ? '' : ` (names ${file.name}, the server reads it)`}`);
  const started = Date.now();
  const args = { prompt: question, ...(file === undefined ? {} : { files: [file.name] }) };
  const { text, meta, progress } = await call('codex_query', args, (message) => aside(`… ${message}`));
  ensure(text.includes('simulated answer'), step, 'The answer is not the simulator’s.');
  if (file !== undefined) {
    const whole = text.includes(`${file.name} arrived with ${file.lines} lines`);
    ensure(whole, step, 'The file did not arrive whole.');
    ensure(text.includes('\nattached: 1 file '), step, 'The result does not say what was attached.');
  }
  ensure(progress.length >= 2, step, 'There was no progress while the answer came.');
  const receipt = meta['codex-oauth/receipt'];
  ensure(member(receipt, 'partial') === false, step, 'The answer is marked as partial.');
  const named = text.includes(`thread_id: ${String(member(receipt, 'thread_id'))}`);
  ensure(named, step, 'The answer names no thread to continue.');
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  done(step, `answered in ${seconds} s, with ${progress.length} progress messages on the way`);
  say(`\n${visible(text).trimEnd().replaceAll(/^/gm, '    │ ')}\n`);
}

async function checkStatus({ call, done }: Play): Promise<void> {
  const { status, plan, email, account_id } = (await call('codex_status')).structured;
  ensure(status === 'authenticated', 'status', `It says ${String(status)}.`);
  ensure(email !== 'dev@example.com', 'status', 'It shows the whole e-mail address.');
  done('status', [status, `${String(plan)} plan`, email, `account ${String(account_id)}`].join(' · '));
}

async function signOut({ simulator, call, authFile, done }: Play): Promise<void> {
  await call('codex_clear');
  const revoked =
    simulator.requests('POST', '/oauth/revoke').some((entry) => entry.status === 200) &&
    simulator.state.families.every((family) => family.revoked);
  ensure(revoked, 'sign-out', 'The login was not revoked at the simulator.');
  const { status } = (await call('codex_status')).structured;
  ensure(status === 'not_authenticated', 'sign-out', `Afterwards the status is ${String(status)}.`);
  const left = await readFile(authFile, 'utf8').catch(() => '{}');
  ensure(member(parseJson(left), 'codex') === undefined, 'sign-out', 'The login is still in auth.json.');
  done('sign-out', 'revoked at the server, removed from auth.json; status: not_authenticated');
}

/** Closes stdin, as a host does, and checks that the server exits. */
async function endServer({ client, noise: [noise], done }: Play): Promise<void> {
  ensure(noise === undefined, 'protocol', `The server wrote something that is not JSON-RPC: ${noise ?? ''}`);
  const started = Date.now();
  await client.close();
  const took = Date.now() - started;
  ensure(took < 1_500, 'end', `The server was still there ${took} ms after its stdin had closed.`);
  done('end', `stdin closed, server gone after ${took} ms; nothing but JSON-RPC on its stdout`);
}
