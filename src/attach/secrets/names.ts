/** Each name with its kind. */
const byName = (kinds: readonly (readonly [kind: string, names: string])[]): ReadonlyMap<string, string> =>
  new Map(kinds.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])));

/** The kind of a file, and the full names that identify it. Lower case. */
const NAMES = byName([
  ['a registry login', '.npmrc .yarnrc.yml .pypirc .dockercfg .terraformrc terraform.rc nuget.config'],
  ['a login file', '.netrc _netrc auth.json .credentials.json .claude.json oauth_creds.json'],
  ['git logins', '.git-credentials'],
  ['a credentials file', 'credentials credentials.json credentials.toml credentials.yml credentials.yaml'],
  ['a credentials file', 'credentials.csv credentials.tfrc.json credentials.xml credentials.db'],
  ['an OAuth client secret', 'client_secret.json client_secrets.json'],
  ['a cloud login', 'application_default_credentials.json .s3cfg .boto rclone.conf .databrickscfg .snowsql'],
  ['a secrets file', 'secrets.json secrets.yml secrets.yaml secrets.toml secret.json secret.yml secret.yaml'],
  ['an environment file', '.envrc'],
  ['a password file', '.htpasswd .pgpass pgpass.conf passwd-s3fs'],
  ['a password file', 'filezilla.xml sitemanager.xml recentservers.xml .smbcredentials shadow gshadow'],
  ['a database login', '.my.cnf .mylogin.cnf .mongorc.js'],
  ['a token file', '.vault-token .gh_token .github_token .cdsapirc .kaggle.json kaggle.json'],
  ['a cluster login', 'kubeconfig'],
  ['a private key', 'master.key secring.gpg minisign.key identity .wgrc'],
  ['a browser’s logins', 'cookies.sqlite cookies.sqlite-wal key3.db key4.db cookies.binarycookies'],
  ['a browser’s logins', 'cookies.txt login.keychain'],
  ['a command history', '.lesshst .viminfo fish_history consolehost_history.txt'],
]);

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:pem|key|ppk|p8|pvk|snk|agekey)$/, 'a key file'],
  [/\.(?:p12|pfx|jks|keystore|bks|kdb|kdbx|wallet|keychain|keychain-db)$/, 'a key store'],
  // Not `a.tar.gz.asc` (a signature) and not public keys; a private key in such a file is found by its content.
  [/^(?!.*pub|sha\d|md5|checksum|keys\.|manifest|release)[^.]+\.asc$/, 'a key file'],
  [/\.tfstate(?:\.[a-z0-9.]+)?$/, 'Terraform state'],
  [/\.tfvars(?:\.json)?$/, 'Terraform variables'],
  [/\.ovpn$/, 'a VPN login'],
  [/\.mobileprovision$/, 'a signing profile'],
  [/^id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk|xmss)(?![^.\-_ ])(?!.*\.pub\b)/, 'a private SSH key'],
  [/^ssh_host_[a-z0-9]+_key$/, 'a private SSH key'],
  [/\.kubeconfig$|^kubeconfig[._-]/, 'a cluster login'],
  [/^\.?vault[-_]pass(?:word)?(?:\.txt)?$/, 'a password file'],
  [/^service[-_]?account.*\.json$/, 'a cloud service account'],
  [/^client_secret.*\.json$/, 'an OAuth client secret'],
  [/^\.(?:[a-z0-9]+[_-])*(?:history|hist)$/, 'a command history'],
  [/^\.env(?:[._-].+|\d+)?$|.\.env$|^\.dev\.vars(?:\..+)?$/, 'an environment file'],
];

/** Folders whose every file is withheld, and folder/file pairs. Lower case. */
const FOLDERS = new Set(['.aws', '.ssh', '.gnupg', '.azure', '.password-store', '.oci']);
const PAIRS = byName([
  ['a registry login', '.docker/config.json .m2/settings.xml .m2/settings-security.xml .gem/credentials'],
  ['a registry login', '.cargo/credentials .gradle/gradle.properties .bundle/config .composer/auth.json'],
  ['a cluster login', '.kube/config'],
  ['a GitHub login', '.config/gh/hosts.yml gh/hosts.yml github-copilot/hosts.json github-copilot/apps.json'],
  [
    'a cloud login',
    '.config/gcloud gcloud/credentials.db .config/rclone/rclone.conf .config/doctl/config.yaml',
  ],
  ['a cloud login', '.fly/config.yml .config/hub .config/glab-cli/config.yml .config/op .wrangler/config'],
  ['a browser’s logins', 'network/cookies default/cookies default/login_data'],
]);

/** No file system has a longer name, only a planted tree of git's: judging one takes time by its square. Characters. */
const NAME_MAX = 255;

/** `.env.example`, `auth.sample.json`, `prod.env.template`: made to be shown. Their content is still scanned. */
const EXAMPLE =
  /(?:^|[._-])(?:example|examples|sample|samples|template|tmpl|tpl|dist|defaults|schema)(?:[._-]|$)/;

/** What editors, systems and people make of a name when they copy it: `.env~`, `#.env#`, `.env copy`, `Copy of .env`. */
const COPY =
  /^copy of |^copy \(\d+\) of |^[#~](?=.)|^\.#|#$|\.~\d{1,3}~$|~\d{0,3}$|[._ -]+(?:bak|backup|back|orig|original|old|save|saved|copy|tmp|temp|new|rej|dpkg-(?:old|dist|new)|rpm(?:save|new|orig)|sw[a-p]|un~)(?: ?\(?\d{1,3}\)?)?$| ?\(\d{1,3}\)$| - copy$|[._-]\d{4,14}$| \d{1,2}$/;

/** A name and what it is a copy of, one mark after the other. */
function originals(name: string): readonly string[] {
  const names = [name];
  for (let at = name; names.length < 4; ) {
    // `credentials (1).json`, `auth copy.json`: the mark is before the extension.
    const [, stem = at, ending = ''] = /^(.+?)(\.[a-z]{1,5})$/.exec(at) ?? [];
    const next = at.replace(COPY, '') === at ? stem.replace(COPY, '') + ending : at.replace(COPY, '');
    if (next === at || next === '') break;
    names.push(next);
    // Vim's `.auth.json.swp` has a dot that the original name lacks.
    if (/\.sw[a-p]$/.test(at)) names.push(next.replace(/^\./, ''));
    at = next;
  }
  return names;
}

/**
 * Why a file is withheld by its path alone; undefined if it is not. Case does not count, nor which separator, nor the
 * dots and spaces that Windows drops from the end of a name. Give the real path too: a link may have any name. Pure.
 */
export function secretName(path: string): string | undefined {
  const names = path
    .toLowerCase()
    .split(/[\\/]+/)
    .map((n) => (n === '.' || n === '..' ? n : n.replace(/[. ]{1,64}$/, '').replace(/::?\$data$/, '')));
  const folder = names.slice(0, -1).find((n) => FOLDERS.has(n));
  if (folder !== undefined) return `a file of the ${folder} folder`;
  const last = names.at(-1) ?? '';
  if (last.length > NAME_MAX) return 'a name that is too long for a file';
  if (FOLDERS.has(last)) return `the ${last} folder`;
  for (const name of originals(last).toReversed()) {
    const joined = `/${[...names.slice(0, -1), name].join('/')}`;
    const pair = [...PAIRS].find(([p]) => joined.endsWith(`/${p}`) || joined.includes(`/${p}/`));
    if (pair) return pair[1];
    if (EXAMPLE.test(name)) return undefined;
    const kind = NAMES.get(name) ?? ENDINGS.find(([ending]) => ending.test(name))?.[1];
    if (kind !== undefined) return kind;
  }
  return undefined;
}
