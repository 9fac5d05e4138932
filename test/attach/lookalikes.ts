import { lines } from './corpus.ts';

/** What is no secret, however much it looks like one. */
export const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  'ids and digests': lines(`
    "id": "{uuid}"
    request_id={uuid}
    commit {x40}
    index {x7}..{x7} 100644
    image: app@sha256:{x64}
    {x64}  release.tar.gz
    "sha512": "{x128}"
    ETag: W/"{x27}-{w22}"
    user_id: {d18}
    message 1{d17} in channel 9{d17}
    trace-id: 00-{x32}-{x16}-01
    /objects/{x2}/{x38}
    arn:aws:iam::{d12}:role/deploy
    price_1{n23} prod_{n14} cus_{n14}
    msg_{x48}
    resp_{x48}
    call_{n24}
    thread_{n24}
    0x{x40}
    token: 0x{x40}
    01H{u23}
    v1.2.3-alpha.4+build.{x7}
    "tokenId": "{uuid}"
    "secretArn": "arn:aws:secretsmanager:eu-west-1:{d12}:secret:db-{n6}"`),
  'lock files': lines(`
    "integrity": "sha512-{b86}=="
    resolution: {integrity: sha512-{b86}==}
    js-tokens@4.0.0: resolution: {integrity: sha512-{b86}==}
    "js-tokens": "^4.0.0",
    resolved "https://packages.example.com/js-tokens/-/js-tokens-4.0.0.tgz#{x40}"
    integrity sha512-{b86}==
    checksum = "{x64}"
    name = "secrecy"
    github.com/golang-jwt/jwt v3.2.2+incompatible h1:{b43}=
    github.com/golang-jwt/jwt v3.2.2/go.mod h1:{b43}=
    checksum: 10c0/{x128}
    "version": "npm:js-tokens@4.0.0#{x64}"
    --hash=sha256:{x64}
    "h1:{b43}=",
    "zh:{x64}",`),
  'data in text': lines(`
    <img src="data:image/png;base64,iVBORw0KGgo{b400}">
    src: url(data:font/woff2;base64,d09GMgABAAAAA{b600})
    "mappings": "AAAA,SAASA,KAAKC,GACZ,OAAOA,EAAE"
    //# source·MappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpb{b300}
    "sourcesContent":["const token = getToken();"],"names":["token","secretKey","getApiKey2"]
    <path d="M12.7 4.2l-3.{d2} 8.{d2}c0 1.{d2}-.{d2} 2.{d2}-1.{d2} 3.{d2}z"/>
    .sk-{a6}-{a8} { color: #{x6}; background: #{x8} }
    .css-{l7}-{a8}{margin:0}
    <script integrity="sha384-{b64}" crossorigin></script>
    Content-Security-Policy: script-src 'nonce-{b22}=='
    4111 1111 1111 1111, 5555 5555 5555 4444, 3782 822463 10005
    {b76}
    {x76}
    U+0025-00FF, u+4?? {x8}
    "d": "M0{d2}h24v24H0z"
    -----BEGIN SSH SIGNATURE-----`),
  'public keys': lines(`
    ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{b43} me@host
    ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{b360}= me@host
    github.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB{b86}=
    |1|{b27}=|{b27}= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{b43}
    -----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE{b85}\\n-----END PUBLIC KEY-----
    -----BEGIN CERTIFICATE-----\\nMIID{b60}\\n{b64}\\n-----END CERTIFICATE-----
    -----BEGIN PGP PUBLIC KEY BLOCK-----\\n\\nmQINB{b59}\\n=abcd\\n-----END PGP PUBLIC KEY BLOCK-----
    -----BEGIN PGP SIGNATURE-----\\n\\niQIzB{b59}\\n-----END PGP SIGNATURE-----
    "publicKey": "{b43}="
    PublicKey = {b43}=
    public_key_token={x16}
    PublicKeyToken={x16}
    age1{l58}
    "kty": "EC", "crv": "P-256", "x": "{w43}", "y": "{w43}"
    {"kty":"RSA","e":"AQAB","n":"{w342}","kid":"{n20}"}
    SHA256:{b43} me@host (ED25519)
    p·k_test_{n24}
    p·k_live_{n99}
    data-sitekey="6L{w38}"
    sitekey_public_key: "{n40}"`),
  'stand-ins': lines(`
    AKI·AIOSFODNN7EXAMPLE
    s·k-your-key-here
    s·k-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    s·k-proj-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
    gh·p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    gh·p_abcdefghijklmnopqrstuvwxyz0123456789
    api_key = "your-api-key-{d2}"
    API_KEY=<your api key>
    token: \${{ secrets.GITHUB_TOKEN }}
    password = os.environ["DB_PASSWORD_{d2}"]
    SECRET_KEY=changeme-in-production-{d4}
    apiKey: process.env.OPENAI_API_KEY_V{d1}
    Authorization: Bearer $ACCESS_TOKEN_{d2}
    "access_token": "access-token-of-account-{d3}"
    client_secret: fake-secret-for-tests-{d4}
    xox·b-your-token-here-{d4}
    postgres://postgres:postgres@db:5432/app{d2}
    postgres://app:S3cret{d4}@localhost:5432/app
    https://user:password@example.com/{d4}
    sk_·live_xxxxxxxxxxxxxxxxxxxxxxxx
    Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA
    -----BEGIN PRIVATE ·KEY-----\\n...\\n-----END PRIVATE ·KEY-----
    -----BEGIN RSA PRIVATE ·KEY-----\\nMIIE…\\n-----END RSA PRIVATE ·KEY-----
    eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.·{w43}
    eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.·{w43}`),
  code: lines(`
    const accessToken{d1} = await getAccessTokenFromCache(userId{d1});
    private readonly tokenService: OAuth2TokenService{d1},
    self.secret_key = derive_secret_key_v{d1}(master_key, salt)
    accessToken: response.data{d1}.accessTokenV{d1},
    issueCredential: openid{d1}vciIssueCredential,
    const KEY = /gh[pousr]_[A-Za-z0-9]{36}/;
    pattern: "AKIA[0-9A-Z]{16}"
    if (text.includes("-----BEGIN RSA PRIVATE ·KEY-----")) return isPrivateKey{d2}(text);
    --color-token-primary: var(--palette-blue-{d3});
    token: t("settings.apiTokens.createButton{d2}"),
    "token.expired.message": "Votre jeton a expiré ({d2})",
    "tokenType": "urn:ietf:params:oauth:token-type:access_token"
    secretName: my-app-tls-cert-{d4}
    secretKeyRef: { name: db-credentials-{d3}, key: password }
    import { tokenize } from "./lexer/tokenizer{d1}/tokenize.ts";
    max_tokens: {d4}, token_count: {d6}
    s·k-SK-locale-messages-for-slovak-{d2}
    task-management-system-integration-tests-{d4}-Q4
    export const rt·_handler_for_long_running_jobs_v{d1} = {d2};
    a·t-rule-no-unknown-and-other-names-{d2}
    npm·_config_registry_and_other_names_{d2}
    "csrfToken": "{n40}"
    <input name="authenticity_token" value="{n40}">
    var t=e.s.createElement{d1},n=t.token||e.getTokenFromState
    cache-key: {x40}
    "primaryKey": "customer_order_line_{d4}"
    password_hash = "{x64}"
    apiKeyId: "{n20}"
    token_url: https://auth.corp.net/oauth2/v{d1}/token
    AccountKey=<storage ·key>
    passwordPath: /etc/app/password-{d4}.txt
    conn = connect(host=host{d1}, user=user, password=self.password{d1}, timeout={d2})
    db.open(server=cfg.server, user=cfg.user, password=get_password_v{d1}(name))
    Server=localhost;Database=app{d2};User Id=sa;Password=<YourPassword>;
    Server=tcp:{0};Database={1};Uid={2};Pwd={3};Port={d4}
    jdbc:postgresql://db.corp.net/app{d1}?user=\${USER}&password=\${PASSWORD}
    host=db.corp.net port=543{d1} user=app password=$PGPASSWORD dbname=app
    https://shop.corp.net/reset?user={d6}&password=forgotten
    curl -u "$USER:$TOKEN" https://api.corp.net/v{d1}/x
    curl -u user:password https://api.corp.net/v{d1}/x
    curl -u <name>:<token> https://api.corp.net/v{d1}/x
    curl https://api.corp.net/v{d1}/x | sort -u data:values.txt
    docker run -u 1000:1000 --name app{d2} image
    machine learning needs a login page and a password field{d1}
    sshpass -p "$SSHPASS" ssh root@h{d2}.corp.net
      - name: GITHUB_TOKEN\\n        valueFrom: { secretKeyRef: { name: app-{d4}, key: token } }
      - name: AUTH_TOKEN_URL\\n        value: https://auth.corp.net/oauth2/v{d1}/token
    { "name": "API_KEY", "value": "" }, { "name": "id", "value": "{n24}" }
    { "name": "TOKEN_TTL", "value": "{d4}" }
    run_test_parse_url_and_key_{x40}
    "thumbprint": "{w10}_{w10}-{w21}"
    const apiV2Url = "https://api.corp.net/api/v2/live_items_by_key_{d6}";
    getElementById("user_api_keyManagementSettingsPanelContainerElement{d1}")
    password: process.env.DB_PASSWORD_{d1} ?? ''
    token: !Ref GithubTokenParameter{d1}
    secret: arn:aws:secretsmanager:eu-west-1:{d12}:secret:app/db-{n6}
    buildConfigField "String", "API_KEY", "\\"\${apiKey{d1}}\\""
    Authorization: Splunk <token>
    Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==`),
};
