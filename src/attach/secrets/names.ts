/** Whole file names, in lower case. */
const NAMES: Readonly<Record<string, string>> = {
  '.npmrc': 'a registry login',
  '.pypirc': 'a registry login',
  '.netrc': 'a login file',
  _netrc: 'a login file',
  '.git-credentials': 'git logins',
  credentials: 'a credentials file',
  'credentials.json': 'a credentials file',
  'credentials.toml': 'a credentials file',
  'credentials.yml': 'a credentials file',
  'credentials.yaml': 'a credentials file',
  'credentials.csv': 'a credentials file',
  'credentials.tfrc.json': 'a credentials file',
  'auth.json': 'a login file',
  '.credentials.json': 'a login file',
  'client_secret.json': 'an OAuth client secret',
  'application_default_credentials.json': 'a cloud login',
  'secrets.json': 'a secrets file',
  'secrets.yml': 'a secrets file',
  'secrets.yaml': 'a secrets file',
  'secrets.toml': 'a secrets file',
  '.envrc': 'an environment file',
  '.htpasswd': 'a password file',
  '.pgpass': 'a password file',
  'pgpass.conf': 'a password file',
  '.my.cnf': 'a database login',
  '.mylogin.cnf': 'a database login',
  '.s3cfg': 'a cloud login',
  '.boto': 'a cloud login',
  '.dockercfg': 'a registry login',
  '.vault-token': 'a token file',
  '.terraformrc': 'a registry login',
  'terraform.rc': 'a registry login',
  kubeconfig: 'a cluster login',
  'master.key': 'a private key',
};

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:pem|key|ppk|p8)$/, 'a key file'],
  [/\.(?:p12|pfx|jks|keystore|bks|kdb|kdbx|wallet)$/, 'a key store'],
  [/\.(?:tfstate|tfstate\.[a-z0-9.]+)$/, 'Terraform state'],
  [/\.tfvars(?:\.json)?$/, 'Terraform variables'],
  [/\.ovpn$/, 'a VPN login'],
  [/\.mobileprovision$/, 'a signing profile'],
  [/\.kubeconfig$/, 'a cluster login'],
  [/^id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)(?![^.\-_ ])(?!.*\.pub$)/, 'a private SSH key'],
  [/^ssh_host_[a-z0-9]+_key$/, 'a private SSH key'],
  [/^kubeconfig[._-]/, 'a cluster login'],
  [/^service[-_]?account.*\.json$/, 'a cloud service account'],
  [/^client_secret.*\.json$/, 'an OAuth client secret'],
  [/^\.(?:[a-z0-9]+_)*history$/, 'a command history'],
  [/^\.env(?:[._-].+)?$/, 'an environment file'],
  [/.\.env$/, 'an environment file'],
  [/^\.dev\.vars(?:\..+)?$/, 'an environment file'],
];

/** Folders whose every file is withheld, and folder/file pairs. Lower case. */
const FOLDERS = new Set(['.aws', '.ssh', '.gnupg', '.azure', '.password-store', '.oci']);
const PAIRS: readonly (readonly [string, string])[] = [
  ['.docker/config.json', 'a registry login'],
  ['.kube/config', 'a cluster login'],
  ['.config/gh/hosts.yml', 'a GitHub login'],
  ['.config/gcloud', 'a cloud login'],
  ['gcloud/credentials.db', 'a cloud login'],
  ['.m2/settings.xml', 'a registry login'],
  ['.m2/settings-security.xml', 'a registry login'],
  ['.config/rclone/rclone.conf', 'a cloud login'],
];

/** `.env.example`, `auth.sample.json`, `prod.env.template`: made to be shown. Their content is still scanned. */
const EXAMPLE =
  /(?:^|[._-])(?:example|examples|sample|samples|template|tmpl|tpl|dist|defaults|schema)(?:[._-]|$)/;

/**
 * Why a file is withheld by its path alone; undefined where it is not. Case does not count, nor which separator, nor
 * the dots and spaces that Windows drops from the end of a name. Give the real path too: a link may have any name. Pure.
 */
export function secretName(path: string): string | undefined {
  const names = path
    .toLowerCase()
    .split(/[\\/]+/)
    .map((n) => (n === '.' || n === '..' ? n : n.replace(/[. ]{1,64}$/, '').replace(/::?\$data$/, '')));
  const folder = names.slice(0, -1).find((n) => FOLDERS.has(n));
  if (folder !== undefined) return `a file of the ${folder} folder`;
  const joined = `/${names.join('/')}`;
  const pair = PAIRS.find(([p]) => joined.endsWith(`/${p}`) || joined.includes(`/${p}/`));
  if (pair) return pair[1];
  const name = names.at(-1) ?? '';
  if (FOLDERS.has(name)) return `the ${name} folder`;
  if (EXAMPLE.test(name)) return undefined;
  return (
    (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined) ??
    ENDINGS.find(([ending]) => ending.test(name))?.[1]
  );
}
