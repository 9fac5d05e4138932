import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeHits, scanKeyLines, scanText } from '../../src/attach/secrets/scan.ts';
import { secretName } from '../../src/attach/secrets/names.ts';
import { drawn, makeJwt, makePrivateKey } from './support.ts';

const j = (...parts: string[]): string => parts.join('');
const discordId = Buffer.from('812345678901234567').toString('base64').replace(/=+$/, '');

const KEYS = [
  ...['RSA ', '', 'EC ', 'OPENSSH ', 'ENCRYPTED '].map((label) => makePrivateKey(`${label}PRIVATE KEY`)),
  makePrivateKey('PGP PRIVATE KEY BLOCK'),
  JSON.stringify({ private_key: makePrivateKey('PRIVATE KEY') }),
  `const k = ${makePrivateKey().replaceAll(/^.*$/gm, (line) => `'${line}\\n' +`)} '';`,
  makePrivateKey().replace(
    '-----\n',
    `-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${drawn(32, 'hex')}\n\n`,
  ),
];

/** kind, text */
const SECRETS: readonly (readonly [string, string])[] = [
  ...KEYS.map((key) => ['a private key', key] as const),
  ['an age key', j('AGE-SECRET-', 'KEY-1', drawn(58, 'upper'))],
  ['an AWS access key', j('aws_access_key_id = AKI', 'A', drawn(16, 'base32'))],
  ['an AWS access key', j('"ASI', 'A', drawn(16, 'base32', 3), '"')],
  ['a credential', j('aws_secret_access_key = ', drawn(40, 'base64', 5))],
  ['a credential', j('secretAccessKey: "', drawn(40, 'base64', 9), '"')],
  ['a GitHub token', j('gh', 'p_', drawn(36))],
  ['a GitHub token', j('gh', 'o_', drawn(36, 'base62', 2))],
  ['a GitHub token', j('gh', 's_', drawn(36, 'base62', 3))],
  ['a password in a URL', j('https://x:gh', 'p_', drawn(36, 'base62', 4), '@github.com/a/b')],
  ['a GitHub token', j('github_', 'pat_', drawn(22), '_', drawn(59))],
  ['a GitLab token', j('gl', 'pat-', drawn(20))],
  ['a GitLab token', j('gl', 'rt-', drawn(20, 'base62', 5))],
  ['a Slack token', j('xox', 'b-', drawn(12, 'digits'), '-', drawn(12, 'digits', 2), '-', drawn(24))],
  ['a Slack token', j('xap', 'p-1-', drawn(11, 'upper'), '-', drawn(13, 'digits'), '-', drawn(64, 'hex'))],
  [
    'a Slack webhook',
    j('https://hooks.slack', `.com/services/T${drawn(9, 'upper')}/B${drawn(9, 'upper', 2)}/`, drawn(24)),
  ],
  ['a Stripe key', j('sk_', 'live_', drawn(24))],
  ['a Stripe key', j('rk_', 'live_', drawn(99))],
  ['a webhook secret', j('whs', 'ec_', drawn(32))],
  ['an Anthropic key', j('sk-', 'ant-api03-', drawn(93), '-AA')],
  ['an Anthropic key', j('sk-', 'ant-oat01-', drawn(90, 'base62', 4))],
  ['an OpenAI key', j('sk', '-', drawn(48))],
  ['an OpenAI key', j('sk', '-proj-', drawn(40), '_', drawn(60, 'base62', 2), '-', drawn(20, 'base62', 3))],
  ['an OpenAI key', j('OPENAI_API_KEY=sk', '-svcacct-', drawn(120))],
  ['an OpenAI key', j('sk', '-or-v1-', drawn(64, 'hex'))],
  ['an OpenAI session', j('ses', 's-', drawn(40))],
  ['a refresh token', j('rt', '_', drawn(60))],
  ['a refresh token', j('rt', '.1.', drawn(80))],
  ['a Google key', j('AI', 'za', drawn(35))],
  ['a Google OAuth secret', j('GOC', 'SPX-', drawn(28))],
  ['a Google access token', j('ya', '29.', drawn(120))],
  ['an npm token', j('np', 'm_', drawn(36))],
  ['a registry login', j('//registry.npmjs.org/:_auth', 'Token=', drawn(36, 'hex', 3))],
  ['a PyPI token', j('py', 'pi-AgEIcHlwaS5vcmc', drawn(70))],
  ['a RubyGems token', j('ruby', 'gems_', drawn(48, 'hex'))],
  ['a Docker token', j('dck', 'r_pat_', drawn(27))],
  ['a JSON Web Token', makeJwt()],
  ['a JSON Web Token', `Authorization: Bearer ${makeJwt({ iss: 'https://auth.example', sub: 'x' })}`],
  ['a password in a URL', j('postgres://svc:', 'Tr0ub4dor&3x', '@db.prod.internal.net:5432/app')],
  ['a password in a URL', j('mongodb+srv://app:', drawn(16), '@cluster0.ab1cd.mongodb.net/')],
  ['a password in a URL', j('redis://:', drawn(20), '@10.1.2.3:6379/0')],
  ['a password in a URL', j('https://deploy:', drawn(20, 'hex'), '@git.corp.net/x.git')],
  ['an Azure key', j('AccountName=a;Account', 'Key=', drawn(86, 'base64'), '==;')],
  ['an Azure key', j('SharedAccess', 'Key=', drawn(43, 'base64'), '=')],
  [
    'an Azure signature',
    j('https://a.blob.core.windows.net/c?sv=2022-11-02&ss=b&', 'sig=', drawn(43, 'base62'), '%3D'),
  ],
  ['an Azure client secret', j('secret = "', drawn(3), '8Q', '~', drawn(34), '"')],
  ['a Discord token', j(discordId, '.', drawn(6), '.', drawn(38))],
  ['a Discord webhook', j('https://discord', '.com/api/webhooks/', drawn(18, 'digits'), '/', drawn(68))],
  ['a Telegram bot token', j(drawn(10, 'digits'), ':A', 'A', drawn(33))],
  ['a SendGrid key', j('S', 'G.', drawn(22), '.', drawn(43))],
  ['a mail service key', j('ke', 'y-', drawn(32, 'hex'))],
  ['a DigitalOcean token', j('do', 'p_v1_', drawn(64, 'hex'))],
  ['a model provider key', j('h', 'f_', drawn(34))],
  ['a model provider key', j('gs', 'k_', drawn(52))],
  ['a model provider key', j('xa', 'i-', drawn(80))],
  ['a model provider key', j('r', '8_', drawn(37))],
  ['a Databricks token', j('da', 'pi', drawn(32, 'hex'))],
  ['a Shopify token', j('shp', 'at_', drawn(32, 'hex'))],
  ['a Vault token', j('hv', 's.', drawn(90))],
  ['a Linear key', j('lin_', 'api_', drawn(40))],
  ['a Notion token', j('nt', 'n_', drawn(46))],
  ['a Figma token', j('fig', 'd_', drawn(40))],
  ['a Postman key', j('PM', 'AK-', drawn(24, 'hex'), '-', drawn(34, 'hex', 2))],
  ['a database key', j('sb', 'p_', drawn(40, 'hex'))],
  ['a Sentry token', j('sntr', 'ys_', drawn(100))],
  ['a Terraform token', j(drawn(14), '.atlas', 'v1.', drawn(67))],
  ['a Grafana token', j('gl', 'sa_', drawn(32), '_', drawn(8, 'hex'))],
  ['a New Relic key', j('NR', 'AK-', drawn(27, 'upper'))],
  ['a Square token', j('sq0', 'atp-', drawn(22))],
  ['a credential', j('{"refresh_', 'token": "', drawn(64), '"}')],
  ['a credential', j('"client_', 'secret":"', drawn(40), '"')],
  ['a credential', j('Authorization: ', 'Bearer ', drawn(48))],
  ['a credential', j("headers: { 'authorization': 'Basic ", drawn(40, 'base64'), "' }")],
];

const HARMLESS: readonly string[] = [
  '',
  'const password = "hunter2";',
  j('sk', '-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
  j('sk', '-proj-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX'),
  j('sk', '-...'),
  j('sk', '-<your key here, forty characters>'),
  j('sk', '-your-openai-api-key-goes-here-1234'),
  j('sk', '-1234567890abcdef1234567890abcdef'),
  j('OPENAI_API_KEY=sk', '-placeholder-0000-1111-2222-AAAA'),
  'class="sk-fading-circle-container-large-v2"',
  '.sk-folding-cube .sk-cube2 { transform: rotateZ(90deg); }',
  'sk-SK-locale-messages-for-Slovak-speakers',
  'task-management-system-integration-tests-2024-Q4',
  j('sk-', 'ant-api03-', 'x'.repeat(90)),
  j('AKI', 'AIOSFODNN7EXAMPLE'),
  j('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'),
  j('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'),
  j('AKI', 'A', 'A'.repeat(16)),
  j('gh', 'p_', 'x'.repeat(36)),
  j('gh', 'p_', 'abcdefghijklmnopqrstuvwxyz0123456789'),
  j('gh', 'p_short'),
  j('github_', 'pat_', '0'.repeat(60)),
  j('gl', 'pat-', 'your_token_goes_here_1'),
  'glpat-<token>',
  j('xox', 'b-your-token-here'),
  j('xox', 'b-', '0'.repeat(40)),
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  j('pk_', 'live_', drawn(24)),
  j('sk_', 'live_', 'x'.repeat(24)),
  j('AI', 'za', 'SyA-your-api-key-here-your-api-key-here'),
  j('np', 'm_', 'x'.repeat(36)),
  'npm_config_registry_and_other_environment_names',
  '//registry.npmjs.org/:_authToken=${NPM_TOKEN}',
  '//registry.npmjs.org/:_authToken=%NPM_TOKEN%',
  j('-----BEGIN PRIVATE ', 'KEY-----'),
  j('if (text.includes("-----BEGIN RSA PRIVATE ', 'KEY-----")) throw new Error("a key");'),
  j('-----BEGIN PRIVATE ', 'KEY-----\n...\n-----END PRIVATE KEY-----'),
  j('-----BEGIN PRIVATE ', 'KEY-----\nMIIE…\n-----END PRIVATE KEY-----'),
  j('-----BEGIN RSA PRIVATE ', `KEY-----\n${'A'.repeat(64)}\n-----END RSA PRIVATE KEY-----`),
  `-----BEGIN CERTIFICATE-----\n${drawn(64, 'base64')}\n${drawn(64, 'base64', 2)}\n-----END CERTIFICATE-----`,
  `-----BEGIN PUBLIC KEY-----\n${drawn(64, 'base64')}\n-----END PUBLIC KEY-----`,
  // jwt.io's own example, a shape without content, and one with alg none
  j(
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.',
    'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ',
    '.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  ),
  'eyJhbGciOiJIUzI1NiJ9.eyJleGFtcGxlIjp0cnVlfQ.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'eyJub3QtanNvbg.eyJub3QtanNvbg.aGVsbG8gd29ybGQgdGhpcyBpcw',
  makeJwt().split('.').slice(0, 2).join('.'),
  'postgres://user:password@localhost:5432/db',
  'postgres://postgres:postgres@db:5432/app',
  'postgres://app:S3cretValue9@localhost/app',
  'mysql://root:my-secret-pw9@127.0.0.1/x',
  'https://user:pass@example.com/',
  'https://user:Passw0rd123@www.example.org/',
  'https://${USER}:${PASSWORD}@git.corp.net/x.git',
  'https://user:<password>@git.corp.net/x.git',
  'amqp://{{user}}:{{password}}@mq.corp.net',
  'https://example.net:8443/path@2x.png',
  'git+ssh://git@github.com:22/a/b.git',
  'cvs://:pserver:anoncvs@sources.corp.net:/cvs/src',
  'http://host:8080/a and mail me@example.net',
  'AccountKey=<storage key>',
  j('Account', 'Key=', 'A'.repeat(86), '=='),
  'Authorization: Bearer <token>',
  'Authorization: Bearer ${process.env.API_TOKEN_FOR_TESTS}',
  'authorization: `Bearer ${credential.accessToken}`',
  'Authorization: Basic dXNlcjpwYXNz',
  '"access_token": "access-token-of-the-first-account-in-the-test"',
  '"client_secret": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
  'commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  'sha512-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'integrity: sha512-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9v==',
  '550e8400-e29b-41d4-a716-446655440000',
  'a.very.long.property.path.with.many.segments.in.it',
  'import { something } from "../../../../some/long/path/with/Numbers123/and/Case.ts";',
  'export const rt_handler_for_long_running_background_jobs_v2 = 1;',
  'secret_key_base_for_the_development_environment_only_0',
];

describe('scanText', () => {
  it.each(SECRETS)('finds %s (%#)', async (kind, text) => {
    expect(await scanText(`first line\nx = ${text}\nlast line`)).toContainEqual({ line: 2, kind });
  });

  it.each(HARMLESS.map((text) => [text]))('lets %j pass', async (text) => {
    expect(await scanText(`first line\n${text}\nlast line\n`)).toEqual([]);
  });

  it('names the line of every secret, and never a value', async () => {
    const token = j('gh', 'p_', drawn(36));
    const hits = await scanText(`a\n\n${token}\nb\n${makeJwt()}`);
    expect(hits).toEqual([
      { line: 3, kind: 'a GitHub token' },
      { line: 5, kind: 'a JSON Web Token' },
    ]);
    expect(describeHits(hits)).toBe('a GitHub token in line 3, a JSON Web Token in line 5');
    expect(JSON.stringify(hits)).not.toContain(token.slice(4, 12));
  });

  it('finds a token wherever it stands in a text', async () => {
    const token = j('gh', 'p_', drawn(36));
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 200 }),
        fc.string({ maxLength: 200 }),
        async (before, after) => {
          const text = `${before}\n"${token}"\n${after}`;
          const line = before.split('\n').length + 1;
          expect(await scanText(text)).toContainEqual({ line, kind: 'a GitHub token' });
        },
      ),
    );
  });

  it('finds nothing in its own source', async () => {
    for (const name of ['patterns', 'judge', 'names', 'scan']) {
      const file = new URL(`../../src/attach/secrets/${name}.ts`, import.meta.url);
      expect(await scanText(await readFile(file, 'utf8')), name).toEqual([]);
    }
  });
});

describe('scanKeyLines', () => {
  const lines = (n: number): string[] => Array.from({ length: n }, (_, i) => drawn(64, 'base64', i + 1));
  it('sees the middle of a key, with and without quotes', () => {
    expect(scanKeyLines(['x', ...lines(2), 'y'])).toMatchObject([{ line: 2 }]);
    expect(scanKeyLines(lines(3).map((l) => `  "${l}\\n" +`))).toMatchObject([{ line: 1 }]);
  });
  it('takes neither one line nor a pattern for a key', () => {
    for (const text of [lines(1), ['a'.repeat(64), 'a'.repeat(64)], [drawn(64, 'hex'), drawn(64, 'hex', 2)]])
      expect(scanKeyLines(text)).toEqual([]);
  });
});

const SECRET_NAMES = `
  .env config/.env .env.local .env.production .ENV .env_prod prod.env .envrc .dev.vars a\\.env .env. .env::$DATA .env2
  server.pem tls/Server.KEY a.p12 a.pfx release.keystore debug.jks putty.ppk AuthKey_1.p8 vault.kdbx login.keychain-db
  id_rsa id_ed25519 id_rsa.bak keys/id_ecdsa ssh_host_rsa_key x/.ssh/config C:\\work\\.ssh\\id_rsa .gnupg/trustdb.gpg
  .npmrc packages/a/.npmrc .pypirc .netrc _netrc .git-credentials .docker/config.json .htpasswd .pgpass .vault-token
  .aws/credentials .aws/config .config/gcloud/legacy.db terraform.tfstate terraform.tfstate.backup prod.tfvars
  kubeconfig kubeconfig-prod.yaml .kube/config prod.kubeconfig client_secret_123.json secrets.yaml .yarnrc.yml
  service-account.json service-account-prod.json serviceAccountKey.json service_account.json .composer/auth.json
  .claude/auth.json auth.json .codex/auth.json credentials credentials.json .claude/.credentials.json .claude.json
  .bash_history .psql_history .zsh_history .python_history .node_repl_history .sqlite_history .lesshst .viminfo
  .local/share/fish/fish_history .history .rediscli_history .mysql_history ConsoleHost_history.txt
  .vault_pass .vault_pass.txt nuget.config NuGet.Config .config/gh/hosts.yml gh/hosts.yml .gem/credentials .my.cnf
  .cargo/credentials .cargo/credentials.toml config/master.key config/credentials/production.key .gradle/gradle.properties
  secret.asc private.asc my-key.asc AB12CD34.asc cookies.sqlite key4.db Default/Cookies Network/Cookies
  .env~ #.env# .#.env .env.swp .env.swo ..env.swp .env.bak .env.orig .env.save .env.old .env.tmp .env.20240101 .env.1
  auth.json~ #auth.json# .auth.json.swp auth.json.bak auth.json.1234567890 .npmrc.bak id_rsa~ id_rsa.old .netrc~ .netrc.orig
  server.key.bak server.pem~ prod.tfvars.bak .claude.json.backup .git-credentials.old .envrc~ .pgpass.save secrets.yml.new
  .config/gh/hosts.yml~ .kube/config.bak .docker/config.json~ nuget.config.bak .vault_pass~ auth.json.~1~`
  .trim()
  .split(/\s+/);
const SPACED_NAMES = [
  '.env ',
  '.env copy',
  '.env copy 2',
  '.env (1)',
  'Copy of .env',
  '.env - Copy',
  '.env 2',
  'auth copy.json',
  'auth (1).json',
  'credentials (2).json',
  'Copy of id_rsa',
  'server (1).key',
  'id_rsa copy',
  'Copy (2) of .npmrc',
  '.npmrc - Copy (2)',
];
const PLAIN_NAMES = `
  .env.example .env.sample .env.template .env.local.example example.env env.ts environment.ts .environment .env.example~
  auth.example.json prod.tfvars.example id_rsa.pub id_ed25519.pub id_rsa.pub~ keys.ts key.ts keyboard.key.ts pem.ts
  credentials.ts credentials/store.ts src/login/auth-file.ts secrets.ts secrets/names.ts auth.ts authority.json
  package.json .npmignore docker/config.json config.json service.json account-service.json ssh/config.ts auth.json.ts
  aws/credentials.md main.tf variables.tf history.ts history.md README.md constructor toString hosts.yml ansible/hosts.yml
  known_hosts authorized_keys settings.xml gradle.properties package.json~ notes.txt~ #notes.md# main.ts.bak (1)
  release.tar.gz.asc KEYS.asc public.asc pubkey.asc SHA256SUMS.asc app.jar.asc cookies.ts Cookies.tsx tokens.css
  vault.ts history/index.ts shell_history.py copy.ts backup.sh .gitconfig .bashrc .editorconfig identity.ts key.pub`
  .trim()
  .split(/\s+/);

describe('secretName', () => {
  it.each([...SECRET_NAMES, ...SPACED_NAMES])('withholds %s', (name) => {
    expect(secretName(name)).toMatch(/^(?:an? |the |git |Terraform )/);
  });
  it.each([...PLAIN_NAMES, 'Copy of README.md', 'notes (1).md', 'auth copy.ts'])('lets %s pass', (name) => {
    expect(secretName(name)).toBeUndefined();
  });

  it('takes a long name no longer than a short one, in proportion', () => {
    for (const unit of [' ', '~', '.bak', '(1)', 'copy of ', '.']) {
      const start = performance.now();
      expect(secretName(unit.repeat(100_000))).toBeDefined();
      expect(performance.now() - start, unit).toBeLessThan(1_000);
    }
  });
});
