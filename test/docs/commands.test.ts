import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startBundle, type BundleRun } from '../cli/support.ts';
import { plantJob } from '../jobs/plant.ts';
import { freePort } from '../support/net.ts';
import { makeSandbox, makeSimulator, pointAt, ROOT, seedLogin } from '../support/sandbox.ts';

const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `docs/${f}`),
];

const OPENAI_CLIENT_ID = 'app_EMoamEEZ73f0CkXaXp7hrann';
const OPENAI_SCOPES = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'api.connectors.read',
  'api.connectors.invoke',
];

/** Commands of ours as a reader would copy them: in a block of code, or between backticks. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```[a-z]*\n([\s\S]*?)^```/gm)].flatMap((m) => (m[1] ?? '').split('\n'));
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map((m) => m[1] ?? '');
  return [...blocks, ...inline]
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => /^(codex-oauth|node dist\/codex-oauth\.js)( [a-z-]|$)/.test(line));
}

/** Words as a shell would split them; nothing in the docs needs more than quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}

const documented = [
  ...new Set(DOCS.flatMap((f) => commandsIn(readFileSync(path.join(ROOT, f), 'utf8')))),
].sort();

const ENDED = { state: 'completed', result: { text: 'The answer.' } } as const;

test('the docs name commands', () => {
  expect(documented.length).toBeGreaterThan(10);
});

test.each(documented)('%s does what the docs say, or at least is no usage error', async (line) => {
  const simulator = await makeSimulator({
    allowAnyLoopbackPort: true,
    approveDevices: 'auto',
    deviceIntervalSeconds: 1,
  });
  const sandbox = await makeSandbox({
    ...pointAt(simulator),
    CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
  });
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  // A browser that approves at once: the sign-in of the docs must come to its end.
  const browser = path.join(sandbox.dir, 'browser');
  await writeFile(browser, `#!${process.execPath}\nfetch(process.argv[2]).then((r) => r.text());\n`);
  await chmod(browser, 0o755);
  // A review needs something to review.
  const project = path.join(sandbox.dir, 'project');
  await mkdir(project);
  execFileSync('git', ['init', '-q', project]);
  await writeFile(path.join(project, 'a.txt'), 'new\n');
  const folder = line.includes(' review') ? project : ROOT;
  const run = (args: readonly string[]): BundleRun['done'] =>
    startBundle({ ...sandbox.env, BROWSER: browser }, args, { cwd: folder }).done;
  let args = words(line).slice(line.startsWith('node') ? 2 : 1);
  if (args.some((a) => /^<.*id>$/.test(a) || a === 'last')) {
    await run(['ask', 'a first question']);
    args = args.map((a) => (/^<.*id>$/.test(a) ? 'last' : a));
  }
  if (args[0] === 'start') {
    const home = sandbox.env['CODEX_HOME'] ?? '';
    const bin = path.join(sandbox.dir, 'bin');
    for (const dir of [home, bin]) await mkdir(dir);
    await copyFile(path.join(ROOT, 'test/support/fake-codex.mjs'), path.join(bin, 'codex.mjs'));
    await chmod(path.join(bin, 'codex.mjs'), 0o755);
    await symlink('codex.mjs', path.join(bin, 'codex'));
    await writeFile(path.join(home, 'auth.json'), JSON.stringify({ OPENAI_API_KEY: 'sk-made-up' }));
    await writeFile(path.join(home, 'config.toml'), `openai_base_url = "${simulator.apiUrl}"\n`);
    sandbox.env['PATH'] = `${bin}:${sandbox.env['PATH'] ?? ''}`;
  }
  if (args[0] === 'jobs') await plantJob(sandbox.authFile, folder, ENDED);
  args = args.map((a) => (a === '<host>' ? 'cursor' : a));
  if (args.includes('acme')) {
    // A provider of the user's own, played by the same server.
    await mkdir(path.join(path.dirname(sandbox.authFile), 'codex-oauth'), { recursive: true });
    const acme = {
      authorization_endpoint: `${simulator.issuer}/oauth/authorize`,
      token_endpoint: `${simulator.issuer}/oauth/token`,
      client_id: OPENAI_CLIENT_ID,
      scopes: OPENAI_SCOPES,
      authorize_parameters: {
        id_token_add_organizations: 'true',
        codex_cli_simplified_flow: 'true',
        originator: 'x',
      },
      callback_path: '/auth/callback',
    };
    const file = path.join(path.dirname(sandbox.authFile), 'codex-oauth', 'providers.json');
    await writeFile(file, JSON.stringify({ providers: { acme } }), { mode: 0o600 });
    if (args.length > 2 || args[0] === 'token')
      expect(await run(['login', 'acme'])).toMatchObject({ code: 0 });
    if (args.includes('logout')) args = [...args, '--yes'];
  }
  for (const name of ['work', 'private'].filter((account) => args.includes(account) && args[0] !== 'login'))
    expect(await run(['login', '--account', name])).toMatchObject({ code: 0 });
  const { code, stderr } = await run(
    ['clear', 'logout'].includes(args[0] ?? '') && !args.includes('--yes') ? [...args, '--yes'] : args,
  );
  // The doctor may find something on this machine, and a review something in the change: that is their job.
  const found = args[0] === 'doctor' ? [1] : args[0] === 'review' ? [3] : [];
  expect([0, ...found], stderr).toContain(code);
});
