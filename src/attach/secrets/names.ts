/** Each name with its kind. */
const byName = (kinds: readonly (readonly [kind: string, names: string])[]): ReadonlyMap<string, string> =>
  new Map(kinds.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])));

/** What a file holds, and the whole names by which that is known. Lower case. */
const NAMES = byName([
  ['a registry login', '.npmrc .pypirc .dockercfg .terraformrc terraform.rc'],
  ['a login file', '.netrc _netrc auth.json .credentials.json'],
  ['git logins', '.git-credentials'],
  ['a credentials file', 'credentials credentials.json credentials.toml credentials.yml credentials.yaml'],
  ['a credentials file', 'credentials.csv credentials.tfrc.json'],
  ['an OAuth client secret', 'client_secret.json'],
  ['a cloud login', 'application_default_credentials.json .s3cfg .boto'],
  ['a secrets file', 'secrets.json secrets.yml secrets.yaml secrets.toml'],
  ['an environment file', '.envrc'],
  ['a password file', '.htpasswd .pgpass pgpass.conf'],
  ['a database login', '.my.cnf .mylogin.cnf'],
  ['a token file', '.vault-token'],
  ['a cluster login', 'kubeconfig'],
  ['a private key', 'master.key'],
]);

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:pem|key|ppk|p8)$/, 'a key file'],
  [/\.(?:p12|pfx|jks|keystore|bks|kdb|kdbx|wallet)$/, 'a key store'],
  [/\.tfstate(?:\.[a-z0-9.]+)?$/, 'Terraform state'],
  [/\.tfvars(?:\.json)?$/, 'Terraform variables'],
  [/\.ovpn$/, 'a VPN login'],
  [/\.mobileprovision$/, 'a signing profile'],
  [/^id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)(?![^.\-_ ])(?!.*\.pub$)/, 'a private SSH key'],
  [/^ssh_host_[a-z0-9]+_key$/, 'a private SSH key'],
  [/\.kubeconfig$|^kubeconfig[._-]/, 'a cluster login'],
  [/^service[-_]?account.*\.json$/, 'a cloud service account'],
  [/^client_secret.*\.json$/, 'an OAuth client secret'],
  [/^\.(?:[a-z0-9]+_)*history$/, 'a command history'],
  [/^\.env(?:[._-].+)?$|.\.env$|^\.dev\.vars(?:\..+)?$/, 'an environment file'],
];

/** Folders whose every file is withheld, and folder/file pairs. Lower case. */
const FOLDERS = new Set(['.aws', '.ssh', '.gnupg', '.azure', '.password-store', '.oci']);
const PAIRS = byName([
  ['a registry login', '.docker/config.json .m2/settings.xml .m2/settings-security.xml'],
  ['a cluster login', '.kube/config'],
  ['a GitHub login', '.config/gh/hosts.yml'],
  ['a cloud login', '.config/gcloud gcloud/credentials.db .config/rclone/rclone.conf'],
]);

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
  const pair = [...PAIRS].find(([p]) => joined.endsWith(`/${p}`) || joined.includes(`/${p}/`));
  if (pair) return pair[1];
  const name = names.at(-1) ?? '';
  if (FOLDERS.has(name)) return `the ${name} folder`;
  if (EXAMPLE.test(name)) return undefined;
  return NAMES.get(name) ?? ENDINGS.find(([ending]) => ending.test(name))?.[1];
}
