/**
 * Secrets and look-alikes for measuring the guard. Nothing here has a secret's shape: values are drawn at run time, so
 * that no scanner takes this file for a leak.
 */

const SETS: Readonly<Record<string, string>> = {
  a: 'abcdefghijklmnopqrstuvwxyz',
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  d: '0123456789',
  x: '0123456789abcdef',
  X: '0123456789ABCDEF',
  u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  l: 'abcdefghijklmnopqrstuvwxyz0123456789',
  n: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  w: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  '3': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
};

/** Draws from numbers 0 ≤ n < 1 that are the same for the same seed (mulberry32). */
export function draws(seed: number) {
  let state = Math.imul(seed + 1, 0x9e37_79b1);
  const next = (): number => {
    state = (state + 0x6d2b_79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const text = (length: number, set: string): string =>
    Array.from({ length }, () => SETS[set]?.[Math.floor(next() * SETS[set].length)] ?? '').join('');
  /** `ghp_{n36}`: thirty-six characters of the set n. `{uuid}` too. */
  const fill = (form: string): string =>
    form
      .replaceAll('{uuid}', '{x8}-{x4}-4{x3}-a{x3}-{x12}')
      .replaceAll(/\{(\w)(\d+)\}/g, (_, set: string, length: string) => text(Number(length), set));
  return { next, text, fill };
}

export const lines = (text: string): readonly string[] => text.trim().split(/\n\s*/);
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Forms of secrets by class, one a line; what a form begins with is divided by `·`, so that it stands here in no one's shape. */
export const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'OpenAI, Anthropic, ours': lines(`
    s·k-{n20}T3BlbkFJ{n20}
    s·k-proj-{w74}T3BlbkFJ{w74}
    s·k-svcacct-{w58}T3BlbkFJ{w58}
    s·k-admin-{w58}T3BlbkFJ{w58}
    s·ess-{n40}
    r·t_{w90}
    r·t.1.{w120}
    a·t-{n43}
    a·t-{w64}
    s·k-ant-api03-{w93}AA
    s·k-ant-admin01-{w93}AA
    s·k-ant-oat01-{w93}AA`),
  'other model providers': lines(`
    g·sk_{n52}
    x·ai-{n80}
    h·f_{n34}
    api_·org_{n34}
    p·plx-{n48}
    r·8_{n37}
    s·k-or-v1-{x64}
    s·k-{x32}
    jina·_{n60}
    t·vly-{n32}
    n·vapi-{w64}
    c·sk-{l48}
    f·c-{x32}
    s·k_{x48}
    lsv2_·pt_{x32}_{x10}
    phx·_{n43}`),
  'clouds and hosting': lines(`
    AKI·A{316}
    ASI·A{316}
    aws_secret_access_·key = {b40}
    "Secret·AccessKey": "{b40}"
    aws_session_·token={b200}
    ABS·K{b120}
    da2·-{l26}
    AI·za{w35}
    GOC·SPX-{w28}
    ya·29.{w120}
    1·//0{w60}
    Account·Key={b86}==
    SharedAccess·Key={b43}=
    {w3}8·Q~{w34}
    {n76}AZ·DO{n4}
    {n52}JQ·QJ99{n30}
    https://a.blob.core.windows.net/c?sv=2024&ss=b&s·ig={n43}%3D
    LTA·I{n20}
    AQV·N{w38}
    do·p_v1_{x64}
    do·o_v1_{x64}
    do·r_v1_{x64}
    cf·ut_{n40}{x8}
    v1·.0-{x24}-{x146}
    HRK·U-AA{w58}
    heroku_api_·key = "{uuid}"
    vc·p_{n24}
    fo1·_{w43}
    fm2·_{b120}
    nf·p_{n40}
    dp·.pt.{n43}
    dp·.st.prd.{n43}
    pu·l-{x40}
    {n14}.atlas·v1.{w67}
    hv·s.{w95}
    hv·b.{w150}
    s·.{n24}
    ts·key-auth-{n17}-{n32}
    sha·256~{w43}
    pscale_·tkn_{w43}
    sb·p_{x40}
    AVN·S_{w19}
    da·pi{x32}
    tk-·us-{w48}`),
  'code, packages, CI': lines(`
    gh·p_{n36}
    gh·o_{n36}
    gh·u_{n36}
    gh·s_{n36}
    gh·r_{n76}
    github_·pat_{n22}_{n59}
    gl·pat-{w20}
    gl·rt-{w20}
    gl·ptt-{x40}
    gl·dt-{w20}
    gl·oas-{w64}
    gl·agent-{w50}
    gl·cbt-1f_{w20}
    gl·imt-{w25}
    GR·1348941{w20}
    AT·BB{n32}
    ATATT·3xFfGF0{w180}={X8}
    np·m_{n36}
    //registry.npmjs.org/:_auth·Token={uuid}
    py·pi-AgEIcHlwaS5vcmc{w90}
    ruby·gems_{x48}
    oy·2{l43}
    ci·o{n32}
    CLO·JARS_{l60}
    dck·r_pat_{w27}
    AK·Cp{n69}
    cm·Vmd{n59}
    API·-{u26}
    CCI·PAT_{n22}_{x40}
    bk·ua_{x40}
    sq·u_{x40}
    sgp·_{x16}_{x40}
    snt·ryu_{x64}
    snt·rys_{b160}_{b43}
    PM·AK-{x24}-{x34}
    pn·u_{n36}
    rd·me_{l70}`),
  'chat, mail, social': lines(`
    xox·b-{d12}-{d12}-{n24}
    xox·p-{d12}-{d12}-{d12}-{x32}
    xox·e.xoxp-1-{u166}
    xap·p-1-A{u10}-{d13}-{x64}
    https://hooks.slack·.com/services/T{u10}/B{u10}/{n24}
    https://discord·.com/api/webhooks/8{d17}/{w68}
    {d9}1:A·A{w33}
    https://acme.webhook.office·.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{x32}/{uuid}
    S·G.{w22}.{w43}
    ke·y-{x32}
    xkey·sib-{x64}-{l16}
    {x32}-·us12
    S·K{x32}
    EAA·C{n150}
    1{d14}|·{w27}
    oauth·:{l30}`),
  'payments and products': lines(`
    sk_·live_{n24}
    rk_·live_{n99}
    sk_·test_{n24}
    whs·ec_{b32}
    sq0·atp-{w22}
    sq0·csp-{w43}
    EAA·A{w60}
    FLWSECK_·TEST-{x32}-X
    shippo_·live_{x40}
    EZA·K{n54}
    duffel_·live_{w43}
    access_·token$production\${l16}\${x32}
    access-·production-{uuid}
    shp·at_{x32}
    shp·ss_{x32}
    lin_·api_{n40}
    nt·n_{d11}{n35}
    fig·d_{w40}
    pa·t{n14}.{x64}
    pat-·na1-{uuid}
    sk.·eyJ{n60}.{n22}
    A3·-{u6}-{u11}-{u5}-{u5}-{u5}
    gls·a_{n32}_{x8}
    gl·c_{b100}
    NRA·K-{u27}
    dt0·c01.{u24}.{u64}
    CFP·AT-{w43}
    sl·.{w140}
    p8·e-{l32}
    aio·_{n28}
    {n6}_{n29}_·mmk
    dnk·ey-{w26}-{w52}
    fio-·u-{w64}
    ico·-{n32}
    sm_·pat_{n16}
    1·/{d16}:{x32}`),
  'tokens and logins': lines(`
    postgres·://svc:{n14}@db.prod.internal.net:5432/app
    mongodb+srv·://app:{n16}@cluster0.ab1cd.mongodb.net/
    redis·://:{n20}@10.1.2.3:6379/0
    https·://deploy:{x20}@git.corp.net/x.git
    AGE-SECRET·-KEY-1{u58}
    RWRTY0·Iy{b204}
    Private·Key = {b43}=
    _gitlab_·session={x32}
    Authorization·: Bearer {n48}
    curl -H 'X-Api·-Key: {n40}' https://api.corp.net/`),
  'by their name': lines(`
    ADAFRUIT_IO_·KEY={l32}
    "algolia_api_·key": "{x32}"
    airtable·ApiKey: '{l17}',
    bitbucket_client_·secret = "{w64}"
    CLOUDFLARE_API_·KEY={x37}
    codecov_·token: {x32}
    coinbase_access_·token = '{l64}'
    confluent_·secret: "{l64}"
    export DATADOG_API_·KEY={x40}
    dropbox_·token := "{l15}"
    <add key="Api·Secret" value="{n40}" />
    facebook_·secret="{x32}"
    finicity·Token: "{x32}"
    --fastly-·token {w32}
    "refresh_·token": "{n64}"
    "client_·secret":"{n40}"
    {"private_·key_secret": "{n32}"}
    jfrog_·token = {l73}
    kraken_·secret = "{b86}=="
    LAUNCHDARKLY_·ACCESS_TOKEN={w40}
    mailchimp_·secret = {x32}
    mattermost_·token: {l26}
    netlify_·token = "{w43}"
    okta_api_·token = 00{w40}
    plaid_·secret => '{l30}'
    sendbird_·token = "{x40}"
    snyk_·token: {uuid}
    sumologic_access_·key: "{n64}"
    TRAVIS_·TOKEN={n22}
    twitch_·secret = "{l30}"
    twitter_access_·secret: '{n45}'
    zendesk_·secret = "{l40}"
    <api·Key>{n32}</apiKey>
    \\"auth_·token\\": \\"{n40}\\"
    Unseal ·Key 1: {b43}=`),
};

/** Built, not filled in. */
export const MADE: Readonly<Record<string, (d: ReturnType<typeof draws>) => string>> = {
  'JSON Web Token': (d) =>
    [
      json({ alg: 'RS256', kid: d.text(8, 'n') }),
      json({ sub: d.text(12, 'n'), exp: 1_795_223_832 }),
      d.text(342, 'w'),
    ].join('.'),
  'short JSON Web Token': (d) =>
    [json({ alg: 'HS256', typ: 'JWT' }), json({ uid: d.text(6, 'd') }), d.text(43, 'w')].join('.'),
  'id token of OpenAI': (d) =>
    [
      json({ alg: 'RS256', kid: d.text(20, 'n') }),
      json({
        aud: [`app_${d.text(24, 'n')}`],
        email: 'a@corp.net',
        'https://api.openai.com/auth': { chatgpt_plan_type: 'plus' },
      }),
      d.text(683, 'w'),
    ].join('.'),
  'encrypted JSON Web Token': (d) =>
    [json({ alg: 'dir', enc: 'A256GCM' }), '', d.text(16, 'w'), d.text(200, 'w'), d.text(22, 'w')].join('.'),
  'Discord token': (d) =>
    [
      Buffer.from(`8${d.text(17, 'd')}`)
        .toString('base64')
        .replace(/=+$/, ''),
      d.text(6, 'w'),
      d.text(38, 'w'),
    ].join('.'),
  'Kubernetes secret': (d) =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  value: ${Buffer.from(d.text(24, 'n')).toString('base64')}\n`,
  'Kubernetes secret, as dumped': (d) =>
    `apiVersion: v1\ndata:\n  value: ${Buffer.from(d.text(32, 'x')).toString('base64')}\nkind: Secret\nmetadata:\n  name: db\n`,
  'private JSON Web Key': (d) =>
    JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: d.text(43, 'w'), d: d.text(43, 'w') }, null, 2),
  'private JSON Web Key, sorted': (d) =>
    JSON.stringify({ crv: 'P-256', d: d.text(43, 'w'), kty: 'EC', x: d.text(43, 'w') }),
};
