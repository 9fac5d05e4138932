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
const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Forms of secrets by class, one a line where a form has spaces; what it begins with is divided by `·`, so that it stands here in no one's shape. */
export const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'OpenAI, Anthropic, ours': words(`
    s·k-{n20}T3BlbkFJ{n20} s·k-proj-{w74}T3BlbkFJ{w74} s·k-svcacct-{w58}T3BlbkFJ{w58} s·k-admin-{w58}T3BlbkFJ{w58}
    s·ess-{n40} r·t_{w90} r·t.1.{w120} a·t-{n43} a·t-{w64} s·k-ant-api03-{w93}AA s·k-ant-admin01-{w93}AA
    s·k-ant-oat01-{w93}AA sk-·ant-ort01-{w93}AA sk-·ant-sid01-{w86}-{w6}AA`),
  'other model providers': words(`
    g·sk_{n52} x·ai-{n80} h·f_{n34} api_·org_{n34} p·plx-{n48} r·8_{n37} s·k-or-v1-{x64} s·k-{x32} jina·_{n60}
    t·vly-{n32} n·vapi-{w64} c·sk-{l48} f·c-{x32} s·k_{x48} lsv2_·pt_{x32}_{x10} phx·_{n43} tgp·_v1_{w43} fw·_{n24}
    fw_·3Z{n22} pa·-{w43} jin·a_{x32}{n28} tvl·y-dev-{n32} sk-·lf-{uuid} pcs·k_{n6}_{n63} wan·db_v1_{n77}`),
  'clouds and hosting': words(`
    AKI·A{316} ASI·A{316} aws_session_·token={b200} ABS·K{b120} da2·-{l26} AI·za{w35} GOC·SPX-{w28} ya·29.{w120}
    1·//0{w60} Account·Key={b86}== SharedAccess·Key={b43}= {w3}8·Q~{w34} {n76}AZ·DO{n4} {n52}JQ·QJ99{n30}
    https://a.blob.core.windows.net/c?sv=2024&ss=b&s·ig={n43}%3D LTA·I{n20} AQV·N{w38} do·p_v1_{x64} do·o_v1_{x64}
    do·r_v1_{x64} cf·ut_{n40}{x8} v1·.0-{x24}-{x146} HRK·U-AA{w58} vc·p_{n24} fo1·_{w43} fm2·_{b120} nf·p_{n40}
    dp·.pt.{n43} dp·.st.prd.{n43} pu·l-{x40} {n14}.atlas·v1.{w67} hv·s.{w95} hv·b.{w150} s·.{n24}
    ts·key-auth-{n17}-{n32} sha·256~{w43} pscale_·tkn_{w43} sb·p_{x40} AVN·S_{w19} da·pi{x32} tk-·us-{w48}
    ABS·K{b128} AQ.·Ab8RN6{w44} 1//·0{w98} ya2·9.a0{w200}
    Def·aultEndpointsProtocol=https;AccountName=corp;AccountKey={b86}==;EndpointSuffix=core.windows.net
    https·://corp.blob.core.windows.net/c?sp=r&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&spr=https&sv=2022-11-02&sr=b&sig={n41}%2B%3D
    ?sv·=2022-11-02&ss=bfqt&srt=sco&sp=rwdl&se=2027-01-01T00:00:00Z&st=2026-01-01T00:00:00Z&spr=https&sig={n20}%2F{n22}%3D
    {n3}8Q·~{w34} {n52}JQ·QJ99{u4}ACYeBjFXJ3w3AAA{n10}
    AccountEndpoint=https·://corp.documents.azure.com:443/;AccountKey={b86}==;
    Endpoint=sb·://corp.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={b43}=
    https·://corp.azurewebsites.net/api/f?code={w54}== {n42}+A·CR{n6}
    Endpoint=https·://corp.azconfig.io;Id={n4}-l0-s0:{n20};Secret={b43}= {n76}AP·IM{n4} {n76}AC·Db{n4}==
    {n76}+A·St{n4}== {n33}+A·Eh{n6}= {n42}Az·Se{n6} {n44}Az·Fu{n6}== hvs·.CAESI{w90} hvb·.AAAAAQ{w150} hvr·.{n24}
    dos·e{x32} 0x4·AAAAAAA{w26} eyJ·hIjoi{n60}LCJ0Ijoi{n48}LCJzIjoi{n64} sk-·do-{w64} vcp·_{n56} vck·_{n56}
    nfp·_{n36} rnd·_{n28} sb_·secret_{w22}_{w8} psc·ale_pw_{w43} nap·i_{l64}
    postgresql·://neondb_owner:npg_{n12}@ep-cool-x-123456.eu-central-1.aws.neon.tech/neondb?sslmode=require
    npg·_{n12} AAA·A{w7}:APA91b{w134} sk.·eyJ1IjoiY29ycCIsImEiOiJ{n40}.{w22} tsk·ey-auth-k{n10}CNTRL-{n32}
    tsk·ey-api-k{n10}CNTRL-{n32} LTA·I5t{n18} AKI·D{n32} bce·-v3/ALTAK-{n21}/{x40} AKL·T{n44} y0·_{w58} AQV·N{w36}
    t1·.{w180}.{w86} YC·O{w37}`),
  'code, packages, CI': words(`
    gh·p_{n36} gh·o_{n36} gh·u_{n36} gh·s_{n36} gh·r_{n76} github_·pat_{n22}_{n59} gl·pat-{w20} gl·rt-{w20}
    gl·ptt-{x40} gl·dt-{w20} gl·oas-{w64} gl·agent-{w50} gl·cbt-1f_{w20} gl·imt-{w25} GR·1348941{w20} AT·BB{n32}
    ATATT·3xFfGF0{w180}={X8} np·m_{n36} //registry.npmjs.org/:_auth·Token={uuid} py·pi-AgEIcHlwaS5vcmc{w90}
    ruby·gems_{x48} oy·2{l43} ci·o{n32} CLO·JARS_{l60} dck·r_pat_{w27} AK·Cp{n69} cm·Vmd{n59} API·-{u26}
    CCI·PAT_{n22}_{x40} bk·ua_{x40} sq·u_{x40} sgp·_{x16}_{x40} snt·ryu_{x64} snt·rys_{b160}_{b43} PM·AK-{x24}-{x34}
    pn·u_{n36} rd·me_{l70} glp·at-{w27}.{l2}.{l9} glr·t-t1_{w20} glr·t-t2_{w27}.01.{l9} glo·as-{x64} glf·t-{w20}
    glc·bt-64_{w20} gls·oat-{w20} glf·fct-{w20} pyp·i-AgEIcHlwaS5vcmcCJ{w150} pyp·i-AgENdGVzdC5weXBpLm9yZwIk{w150}
    dck·r_oat_{w32} cmV·mdGtuOj{n54}
    eyJ·2ZXIiOiIyIiwidHlwIjoiSldUIiwiYWxnIjoiUlMyNTYiLCJraWQiOiJ{w60}.eyJzdWIiOiJ{w120}.{w342} sqp·_{x40} sqa·_{x40}
    sny·k_uat.{x8}.eyJ{w100}.{w43} CCI·PRJ_{n22}_{x40} bkc·t_{w60}`),
  'chat, mail, social': words(`
    xox·b-{d12}-{d12}-{n24} xox·p-{d12}-{d12}-{d12}-{x32} xox·e.xoxp-1-{u166} xap·p-1-A{u10}-{d13}-{x64}
    https://hooks.slack·.com/services/T{u10}/B{u10}/{n24} https://discord·.com/api/webhooks/8{d17}/{w68}
    {d9}1:A·A{w33} https://acme.webhook.office·.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{x32}/{uuid}
    S·G.{w22}.{w43} ke·y-{x32} xkey·sib-{x64}-{l16} {x32}-·us12 S·K{x32} EAA·C{n150} 1{d14}|·{w27} oauth·:{l30}
    xox·b-{d12}-{d13}-{n24} xox·p-{d12}-{d12}-{d13}-{x32} xox·e.xoxp-1-{n163} xox·e-1-{n146}
    xox·s-{d12}-{d12}-{d12}-{x10} xox·d-{n60}%2F{n60}%3D
    https·://hooks.slack.com/workflows/T{u10}/A{u10}/{d18}/{n24}
    https·://hooks.slack.com/triggers/T{u10}/{d13}/{x32} {x32}-u·s21 md·-{w22} re·_{n8}_{n24} xke·ysib-{x64}-{n16}
    mls·n.{x64} https·://discord.com/api/webhooks/1{d18}/{w68} {d10}:A·A{w33}
    https·://api.telegram.org/bot{d10}:AA{w33}/sendMessage
    https·://corp.webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{x32}/{uuid}
    https·://prod-12.westus.logic.azure.com:443/workflows/{x32}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={w43}
    https·://chat.googleapis.com/v1/spaces/AAAA{n7}/messages?key=AIza{w35}&token={w43}%3D
    https·://hooks.zapier.com/hooks/catch/{d7}/{l7}/ https·://maker.ifttt.com/trigger/x/with/key/{w43}
    https·://hook.eu1.make.com/{l32} https·://open.feishu.cn/open-apis/bot/v2/hook/{uuid}
    https·://oapi.dingtalk.com/robot/send?access_token={x64} SE·C{x64}
    https·://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={uuid} AAA·AAAAAAAAAAAAAAAAAA{n30}%3D{n50} EAA·G{n170}ZD
    {d15}·|{w27} IGQ·V{w150} WPL·_AP1.{n16}.{n6}==`),
  'payments and products': words(`
    sk_·live_{n24} rk_·live_{n99} sk_·test_{n24} whs·ec_{b32} sq0·atp-{w22} sq0·csp-{w43} EAA·A{w60}
    FLWSECK_·TEST-{x32}-X shippo_·live_{x40} EZA·K{n54} duffel_·live_{w43} access_·token$production\${l16}\${x32}
    access-·production-{uuid} shp·at_{x32} shp·ss_{x32} lin_·api_{n40} nt·n_{d11}{n35} fig·d_{w40} pa·t{n14}.{x64}
    pat-·na1-{uuid} sk.·eyJ{n60}.{n22} A3·-{u6}-{u11}-{u5}-{u5}-{u5} gls·a_{n32}_{x8} gl·c_{b100} NRA·K-{u27}
    dt0·c01.{u24}.{u64} CFP·AT-{w43} sl·.{w140} p8·e-{l32} aio·_{n28} {n6}_{n29}_·mmk dnk·ey-{w26}-{w52}
    fio-·u-{w64} ico·-{n32} sm_·pat_{n16} 1·/{d16}:{x32} sk_·live_51{n97} rk_·live_{n24} whs·ec_{n32}
    AQ·E{l5}hmfuXNWTK0Qc+iSS{n60}+{n60}=-{n40}+{n2}=-{n16} acc·ess-sandbox-{uuid} shp·ca_{x32} shp·pa_{x32}
    shp·tka_{x32} dda·pp_{n34} NRI·I-{w32} {x36}NR·AL glc·_eyJvIjoi{n100} eyJ·rIjoi{n80}
    snt·rys_eyJpYXQiOjE{b150}_{b43} hca·ik_01{l56} hca·mk_01{l56} ATC·TT3xFfGN0{w180}={X8} lin·_oauth_{x64}
    sec·ret_{n43} 2/·{d16}/{d16}:{x32} dp.·st.prd_app.{n43} ops·_eyJ{w600} A3·-{u6}-{u6}-{u5}-{u5}-{u5}-{u5}
    dt0·s16.{u8}.{u64} ess·u_{b60}== cfl·t{b60} EZT·K{n54} FLW·SECK-{x32}-X s-s·4t2ud-{x64} liv·e_{x35} tes·t_{x35}
    sk_·live_{x40} pat·-eu1-{uuid} 00·D{n12}!AQ{n90} sgp·_{n64} sdk·-{uuid} api·-{uuid} tfp·_{w44}_{w14} sl.·B{w140}
    sl.·u.AF{w500} tr_·prod_{n20} sig·nkey-prod-{x64} st·.{x24}.{x32}.{x32} 0.·{uuid}.{n30}:{b22}== jsr·p_{n40}
    CLO·JARS_{x60}`),
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
    curl -H 'X-Api·-Key: {n40}' https://api.corp.net/
    mongodb+srv·://app:{n16}@cluster0.ab1cd.mongodb.net/db
    mongodb+srv·://app:{n6}%40{n6}@cluster0.ab1cd.mongodb.net/db
    postgres·://app:{n20}@db.corp.net:5432/app
    postgres·://app:{n5}!{n5}$@db.corp.net:5432/app
    postgresql+asyncpg·://app:{n20}@10.0.3.4/app
    mysql·://app:{n12}@db.corp.net/app
    jdbc:mysql·://db.corp.net:3306/app?user=app&password={n14}
    buildConfigField "String", "API_·KEY", "\\"{x32}\\""
    jdbc:postgresql·://db.corp.net/app?password={n12}&user=app
    redis·://default:{n32}@redis-123.c1.eu.cloud.redislabs.com:12345
    rediss·://:p{x64}@ec2-1-2-3-4.compute-1.amazonaws.com:1234
    amqps·://app:{n32}@rabbit.corp.net/app
    ftp·://deploy:{n12}@ftp.corp.net/
    smtp·://mailer%40corp.net:{n16}@smtp.corp.net:587
    Ser·ver=tcp:corp.database.windows.net,1433;Initial Catalog=app;User ID=app;Password={n14}!;Encrypt=True;
    Dri·ver={ODBC Driver 18};Server=db.corp.net;Database=app;Uid=app;Pwd={n10}#a;
    Dat·a Source=db.corp.net;User Id=app;Password={n9}
    hos·t=db.corp.net port=5432 user=app password={n12} dbname=app
    SSW·S 00{w40}
    {d3}·|{n48}
    sk_·test_{n42}
    cur·l -u app:{n16} https://api.corp.net/v1/x
    cur·l --user "app:{n20}" https://api.corp.net/v1/x
    mac·hine api.corp.net login app password {n16}
    ssh·pass -p '{n14}' ssh root@h.corp.net
    Fly·V1 fm2_lJPE{b300}=
    Aut·horization: ApiKey {b58}==
    Aut·horization: Splunk {uuid}`),
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
    Unseal ·Key 1: {b43}=
    AWS_·SESSION_TOKEN=IQoJb3JpZ2luX2VjE{b300}==
    AZURE_·DEVOPS_PAT={l52}
    MISTRAL_·API_KEY={n32}
    COHERE_·API_KEY={n40}
    SAMBANOVA_·API_KEY={uuid}
    PAYPAL_·CLIENT_SECRET=E{w79}
    TWILIO_·AUTH_TOKEN={x32}
    MAILGUN_·API_KEY={x32}-{x8}-{x8}
    POSTMARK_·SERVER_TOKEN={uuid}
    DD_·API_KEY={x32}
    DD_·APPLICATION_KEY={x40}
    PAGERDUTY_·API_KEY=u+{w18}
    AIRTABLE_·API_KEY=key{n14}
    NGROK_·AUTHTOKEN=2{n26}_{n21}
    ELASTIC_·API_KEY={b58}==
    CONFLUENT_·API_SECRET={b64}
    NYTIMES_·KEY={n32}
    INTERCOM_·ACCESS_TOKEN=dG9r{b56}=
    APP_·KEY=base64:{b43}=
    RAILS_·MASTER_KEY={x32}
    SECRET_·KEY_BASE={x128}
    DJANGO_·SECRET_KEY='django-insecure-{w20}^&{w10}*{w10}'
    DB_·PASSWORD={n6}!{n4}#{n5}
    aws_secret_access_·key = {b40}
    "Secret·AccessKey": "{b40}"
    heroku_api_·key = "{uuid}"`),
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
