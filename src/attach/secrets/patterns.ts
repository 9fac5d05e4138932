import {
  hasEncodedSecret,
  isJwt,
  isKeyBody,
  isNamedSecret,
  isPassword,
  isPlaceholder,
  isUrlLogin,
  looksDrawn,
  mixed,
  strictlyMixed,
  thoroughlyMixed,
  varied,
  type Judge,
} from './judge.ts';

/**
 * A kind of secret: what it begins with, separated by spaces (`*`: it may stand within a word); the source of the pattern
 * of what follows, whose first group is the value (the whole of it where it has none); who judges it, by default `looksDrawn`.
 */
export type Row = readonly [kind: string, begins: string, follows: string, judge?: Judge];

const N = '[A-Za-z0-9]';
const H = '[a-fA-F0-9]';
const W = '[A-Za-z0-9_-]';
const B = '[A-Za-z0-9+/]';
const UUID = `${H}{8}-${H}{4}-${H}{4}-${H}{4}-${H}{12}`;
/** A space, as it is and in a URL. */
const S = '(?: |%20|\\+)';
/** Between a name and its value in JSON, YAML, XML, code, headers and options; quotes within a string have a backslash. */
const IS =
  '\\\\?["\'`]?[\\])]?\\s{0,8}(?:=>|:=|\\|\\||={1,3}|:{1,2}|>|(?<=["\'`][\\w.-]{1,40}\\\\?["\'`]\\s?),(?=\\s{0,4}\\\\?["\'`])|"?\\s{1,8}value=|(?:,|\\s{0,4}\\n)\\s{0,40}\\\\?"?value\\\\?"?\\s?:|(?<=--[\\w-]{1,40})\\s)\\s{0,12}[|>]?-?\\s{0,12}(?:\\\\?["\'`]){0,3}';
const VALUE =
  '(?:(?:bearer|basic|token|SSWS|apikey|splunk|bot)\\s{1,4}|base64:)?((?<=["\'`])[^\\s"\'`<>{}\\\\]{14,200}(?=\\\\?["\'`])|[A-Za-z0-9+/=_.~-]{14,4000}(?![A-Za-z0-9+/=_.~([{$-])|(?<=[A-Z0-9_]{3}=|[a-z0-9]: )(?![&*|>])[^\\s"\'`<>{}()[\\]$;,\\\\]{14,200}(?=\\s|$))';

const anything: Judge = () => true;
const jwt: Judge = (_, whole) => isJwt(whole);
const encodedJwt: Judge = (_, whole) => isJwt(Buffer.from(whole, 'base64').toString('latin1').trim());
/** `at-rule-no-unknown` and `sk-SK-messages` are words; a key has a long run without a hyphen. */
const isLongKey = (value: string): boolean =>
  (/^[a-z0-9]{32,64}$/.test(value) ? mixed(value) : thoroughlyMixed(value) || strictlyMixed(value)) &&
  /[A-Za-z0-9]{12}/.test(value);
/** Begins with the id of its bot, a number, in base64. */
const isDiscordToken: Judge = (value, whole) =>
  /^\d{16,21}$/.test(Buffer.from(whole.split('.')[0] ?? '', 'base64').toString('latin1')) &&
  looksDrawn(value.slice(-27));
const until = (text: string, end: string): string => text.split(end, 1)[0] ?? '';
/** Decoded in each alignment, as what is encoded may begin before what was found. */
const encodesKey: Judge = (_, whole) =>
  [0, 1, 2, 3].some((skip) => {
    const bytes = Buffer.from(whole.replace(/\\n|\s/g, '').slice(skip), 'base64').toString('latin1');
    const body = bytes.split(/KEY(?: BLOCK)?-----/, 2)[1];
    return body !== undefined && isKeyBody(until(body, '-----'));
  });

/** Shapes come from public rules. Every repetition has a bound and every row begins with plain text: no text is slow. */
// biome-ignore format: a table
export const ROWS: readonly Row[] = [
  ['a private key', 'BEGIN', `${S}(?:[A-Z0-9]{1,12}${S}){0,3}PRIVATE${S}KEY(?:${S}BLOCK)?${S}?-{4,5}([^]{0,4000})`, (rest) => isKeyBody(until(rest, '----'))],
  ['a private key', 'LS0tLS1CRUdJTi *UFJJVkFURSBLRV *BSSVZBVEUgS0VZ *QUklWQVRFIEtFW', '(?:[A-Za-z0-9+/=]|\\\\n|\\s){60,20000}', encodesKey],
  // What keys begin with in base64, as OpenSSH, PKCS#1, SEC 1 and PKCS#8 write them: a diff may not show the line before.
  ['a private key', 'b3BlbnNzaC1rZXktdjE *BADANBgkqhkiG9w0BAQEFAASC *IBAAKCA *IBAAKBgQ', `${B}{30,100}[^]{0,200}`, isKeyBody],
  ['a private key', '*GByqGSM44BAE', `(?<=IBADCC${B}{3}GByqGSM44BAE)${B}{25,100}`, varied],
  ['a private key', 'MHcCAQEEI MHQCAQEEI MIGkAgEBBD MIHcAgEBBEI *AgEAMBMGByqGSM49AgEG *AgEAMBAGByqGSM49AgEG', `${B}{20,100}`, varied],
  ['a private key', 'MC4CAQAwBQYDK2V MEcCAQAwBQYDK2V *BgkqhkiG9w0BBQ0w', `${B}{40,100}`, varied],
  ['a private key', 'kty', '\\\\?"\\s{0,4}:[^{}]{0,2500}"d\\\\?"\\s{0,4}:\\s{0,4}\\\\?"([\\w-]{42,700})', mixed],
  ['a private key', 'kty', '(?<="d\\\\?"\\s{0,4}:\\s{0,4}\\\\?"[\\w-]{42,700}\\\\?"[^{}]{0,2500}kty)\\\\?"', anything],
  ['a PuTTY private key', 'Private-Lines:', ' \\d{1,3}([^]{40,1500})', (rest) => isKeyBody(until(rest, 'Private-'))],
  ['an age key', 'AGE-SECRET-KEY-', '(?:PQ-)?1([0-9A-Z]{50,200})', (v) => !isPlaceholder(v)],
  ['an age key', 'AGE-PLUGIN-', '[A-Z0-9-]{1,30}-1([0-9A-Z]{16,400})'],
  ['a minisign key', 'RWRTY0Iy RWRCSw', `${B}{90,220}`, mixed],
  ['a wallet key', 'xprv9 nsec1', `${N}{58,108}`, mixed],

  ['an OpenAI key', 'sk-', `(?:proj-|svcacct-|admin-|or-v1-|None-)?(${W}{20,300})`, isLongKey],
  ['an OpenAI key', '*T3BlbkFJ', `(?<=sk-${W}{20,80}T3BlbkFJ)${W}{20,80}`, anything],
  ['an OpenAI session', 'sess-', `${N}{36,60}`, mixed],
  ['a ChatGPT access token', 'at-', '[\\w.-]{24,600}', isLongKey],
  ['a refresh token', 'rt_ rt.', '(?:\\d\\.)?([\\w.-]{40,400})', thoroughlyMixed],
  ['an authorization code', 'ac_', '[\\w.-]{40,200}', thoroughlyMixed],
  ['an Anthropic key', 'sk-ant-', `${W}{20,300}`, thoroughlyMixed],
  ['a model provider key', 'sk-lf-', UUID],
  ['a model provider key', 'gsk_ pplx- xai- csk- jina_ r8_ pcsk_ nvapi- tgp_v1_ lsv2_pt_ lsv2_sk_', `${W}{37,140}`, mixed],
  ['a model provider key', 'hf_ api_org_', `${N}{34,40}`],
  ['a model provider key', 'esecret_ fw_ tvly- phx_ wandb_v1_', `${W}{24,80}`, mixed],
  ['a model provider key', 'pa-', `${W}{43}(?!${W})`, thoroughlyMixed],
  ['a mail service key', 'md-', `${W}{22}(?!${W})`, mixed],
  ['a model provider key', 'fc- ico-', `${N}{32}`, mixed],

  ['a JSON Web Token', 'eyJ', `(?<!(?<!%)${W}{2}eyJ)${W}{8,8000}\\.${W}{0,20000}\\.${W}{16,8000}(?:\\.${W}{16,20000}\\.${W}{16,128})?`, jwt],
  ['a JSON Web Token', 'ZXlK', '[A-Za-z0-9+/=]{60,8000}', encodedJwt],
  ['a password in a URL', '*://', '(?<=[A-Za-z][A-Za-z0-9+.-]{1,20}://)([^\\s/:@"\'`]{0,100}:[^\\s/@"\'`]{1,200}@[^\\s/:?#"\'`,)]{1,200})', isUrlLogin],
  ['a password in a URL', '*://', `(${N}{40})(?::x-oauth-basic)?@`, mixed],
  ['a password in a URL', 'cloudinary://', `\\d{12,18}:(${W}{20,40})@`],

  ['a password in a connection', '*assword= *ASSWORD= *wd= *WD=', `(?<=(?:jdbc:|(?:[Hh]ost|[Ss]erver|[Ss]ource|[Uu]id|UID|[Uu]ser(?: ?[Ii][Dd]|name)?)=)[^\\n"'<>]{1,250}[;&? ](?:[Pp]assword|PASSWORD|[Pp]wd|PWD)=)([^;&\\s"'<>(),[\\]{}]{6,100})(?=[;&\\s"'<\\\\]|$)`, isPassword],
  ['a password in a command', 'curl sshpass machine', `(?:[^\\n|;]{0,200}?\\s(?:-u|--user)[ =]?\\\\?["']?[^\\s:"'$<{]{1,60}:|\\s-p\\s?["']?|\\s\\S{1,100}\\s{1,9}login\\s\\S{1,100}\\s{1,9}password\\s)([^\\s"'@<>]{6,100})`, isPassword],

  ['an AWS access key', 'AKIA ASIA ABIA ACCA', '[A-Z0-9]{16}'],
  ['an AWS access key', 'A3T', '[A-Z0-9]{17}'],
  ['an AWS key', 'ABSK', `${B}{100,270}`, mixed],
  ['an AWS key', 'bedrock-api-key-', '[\\w+/=-]{40,2000}', mixed],
  ['an AWS key', 'amzn.mws.', UUID],
  ['an AWS key', 'da2-', '[a-z0-9]{26}', mixed],
  ['a Google key', 'AIza', `${W}{35}`, mixed],
  ['a Google key', 'AQ.Ab', `${W}{40,80}`, mixed],
  ['a Google OAuth secret', 'GOCSPX-', `${W}{28}`],
  ['a Google access token', 'ya29.', '[\\w.-]{16,1024}', mixed],
  ['a Google refresh token', '1//0', `${W}{40,120}`, mixed],
  ['an Azure key', 'AccountKey SharedAccessKey SharedSecretValue', `\\s?=\\s?(${B}{40,100}={0,2})`],
  ['an Azure key', '*JQQJ9', `(?<=${N}{52}JQQJ9)${N}{20,40}`, anything],
  ['an Azure signature', '*&sig=', '(?<=[?&]s[vepr]=[^\\s"\'<>]{1,600}&sig=)([\\w%+/=-]{40,120})'],
  ['an Azure key', '*.azurewebsites.net/api/', `[^\\s"'?]{1,100}\\?code=([\\w%+/=-]{40,100})`],
  ['an Azure client secret', '*Q~', '(?<=(?<![\\w~.-])[\\w~.-]{3}\\dQ~)[\\w~.-]{31,34}(?![\\w~.-])'],
  ['an Azure key', '*+ASt *+ASb *+AEh *+ARm *+ACR *ACDb *AzSe *AzFu *APIM', `(?<=(?<![\\w+/-])${B}{37,80})${B}{4,8}={0,2}(?![\\w+/=-])`, anything],
  ['an Azure DevOps token', '*AZDO', `(?<=${N}{76}AZDO)${N}{4}`, anything],
  ['an Alibaba key', 'LTAI', `${N}{12,20}`, mixed],
  ['a cloud key', 'AKID AKLT', `(?<![+/]AK..)${N}{32,48}(?![+/=])`, mixed],
  ['a cloud key', 'bce-v3/ALTAK-', `${N}{10,30}/${H}{40}`],
  ['a Yandex key', 'AQVN', `${W}{35,38}`, mixed],
  ['a Yandex key', 'y0_ y1_ y2_ y3_', `${W}{37,64}(?!${W})`, mixed],
  ['a Yandex key', 'YC', `(?<![+/]YC)[A-Za-z]${W}{37}(?![+/=])`, mixed],
  ['a Yandex key', 't1.', `[\\w=-]{20,200}\\.${W}{86}`, mixed],
  ['a DigitalOcean token', 'doo_v1_ dop_v1_ dor_v1_', `${H}{64}`],
  ['a Cloudflare key', 'cfk_ cfut_ cfat_', `${N}{40}${H}{8}`],
  ['a Cloudflare key', 'v1.0-', `${W}{150,200}`, mixed],
  ['a Cloudflare key', '0x4AAAAAAA', `${W}{24,30}`, mixed],
  ['a Cloudflare key', 'eyJhIjoi', `(?=.{30,90}IsInQiOi|.{30,90}LCJ0Ijoi)${N}{100,300}={0,2}`, mixed],
  ['a Heroku key', 'HRKU-', `${W}{36,62}`, mixed],

  ['a GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_', `(?:${N}{36,255}|\\w{1,14}_eyJ[\\w.-]{60,2000})`],
  ['a GitHub token', 'github_pat_', '\\w{50,255}'],
  ['a GitLab token', 'glpat- gldt- glrt- glrtr- glptt- glcbt- glft- glsoat- glagent- gloas- glimt- glffct- glwt-', '[\\w.=-]{20,300}', mixed],
  ['a GitLab token', 'GR1348941', `${W}{20}`],
  ['a GitLab session', '_gitlab_session=', `${N}{32}`],
  ['an Atlassian token', 'ATBB ATATT3 ATCTT3 ATSTT3 BBDC-', '[\\w=-]{32,300}', mixed],
  ['a CI token', 'CCIPAT_ CCIPRJ_', `${W}{20,30}_${N}{40}`, mixed],
  ['a CI token', 'bkua_ bkaj_ bkat_ bkct_ bkpt_', `${W}{40,80}`, mixed],
  ['a CI token', 'squ_ sqp_ sqa_ sgp_ sgd_ slk_', `(?:local_|${N}{16}_(?:local_)?)?(${N}{40,64})`, mixed],
  ['a CI token', 'eyJ0eXAiOiAiVENWMiJ9.', `${W}{36}\\.${W}{48}`],
  ['a CI token', 'snyk_uat. snyk_sat.', `${H}{8}\\.[\\w.-]{40,400}`],
  ['a CI token', 'hawk. pat. sat.', `${W}{20,22}\\.${W}{20,24}(?:\\.${N}{20})?`, mixed],

  ['an npm token', 'npm_ jsrp_ jsrd_', `${N}{36,40}`, mixed],
  ['a registry login', '_authToken _auth _password', '\\s{0,4}=\\s{0,4}["\']?(?![$%])([\\w+/=.-]{20,400})', mixed],
  ['a PyPI token', 'pypi-', `${W}{60,400}`],
  ['a RubyGems token', 'rubygems_', `${N}{43,52}`, mixed],
  ['a NuGet key', 'oy2', '[a-z0-9]{43}', mixed],
  ['a crates.io token', 'cio', `(?<![+/]cio)${N}{32}(?![+/=])`, mixed],
  ['a Clojars token', 'CLOJARS_', `${N}{60}`],
  ['a Docker token', 'dckr_pat_ dckr_oat_', `${W}{27,100}`, mixed],
  ['an Artifactory key', 'AKC cmVmd', `${N}{59,80}(?![+/=])`, mixed],
  ['an Octopus key', 'API- API_KEY', '[A-Z0-9]{26,40}', mixed],

  ['a Slack token', 'xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxc- xoxd- xoxe.xoxb- xoxe.xoxp- xapp- xwfp-', '[A-Za-z0-9%+/-]{10,300}'],
  ['a Slack webhook', 'hooks.slack.com/', '(?:services|workflows|triggers)/([\\w+/]{40,80})'],
  ['a Discord token', 'MT Mj Mz ND NT Nj Nz OD OT', `${W}{21,26}\\.${W}{6,7}\\.${W}{27,40}(?!${W})`, isDiscordToken],
  ['a Discord webhook', 'discord.com/api/ discordapp.com/api/', `(?:v\\d{1,2}/)?webhooks/\\d{15,21}/(${W}{60,80})`],
  ['a Telegram bot token', '*:A', `(?<=(?<!\\d)\\d{5,16}:A)(${W}{33,34})(?!${W})`, mixed],
  ['a webhook address', '*.tines.com/webhook/', '[\\w/]{20,100}', mixed],
  ['a webhook address', 'hooks.zapier.com/ open.feishu.cn/ open.larksuite.com/ qyapi.weixin.qq.com/ maker.ifttt.com/', `(?:hooks/catch/\\d{4,10}/[a-z0-9]{5,20}|open-apis/bot/v\\d/hook/${UUID}|cgi-bin/webhook/send\\?key=${UUID}|[\\w/{}-]{1,99}/key/${W}{20,50})`, (value) => !isPlaceholder(value)],
  ['a webhook address', '*.make.com/', '[a-z0-9]{32}', mixed],
  ['a webhook secret', 'SEC', `${H}{64}`],
  ['a Teams webhook', '*.webhook.office.com/webhookb2/ outlook.office.com/webhook/', `[\\w-]{36}@[\\w-]{36}/IncomingWebhook/(${N}{32})`],
  ['a Facebook token', '*| *%7C', `(?<=(?<!\\d)\\d{15,16}(?:\\||%7C))${W}{27,40}`, mixed],
  ['a Facebook token', 'EAA', `(?<![+/]EAA)${N}{80,400}(?![+/=])`, mixed],
  ['a Facebook token', 'IGQV IGQW IGAA', `(?<![+/]IG..)${W}{100,300}(?![+/=])`, mixed],
  ['an API token', '*|', `(?<=(?<![\\w|+/.-])\\d{1,8}\\|)(${N}{40}|${N}{48})(?!${W})`, mixed],
  ['a Facebook token', 'EAACEdEose0cBA', `${N}{20,400}`, mixed],
  ['a Twitter token', 'AAAAAAAAAAAAAAAAAAAA', '(?<=[^+/]A{20})[A-Za-z0-9%]{60,140}(?![+/=])', mixed],
  ['a login session', '_|WARNING:-DO-NOT-SHARE-THIS.', '--[^|]{0,200}\\|_[A-F0-9]{100,2000}', anything],
  ['a LinkedIn secret', 'WPL_AP0. WPL_AP1.', `${N}{16}\\.${N}{6}={0,2}`],
  ['a push service key', '*:APA91b', `(?<=AAAA${W}{7}:APA91b)${W}{100,180}`, mixed],
  ['a Twitch key', 'live_', `\\d{8,12}_(${N}{30,36})`, mixed],
  ['a Twitch key', 'oauth:', '[a-z0-9]{30}', mixed],

  ['a Stripe key', 'sk_live_ rk_live_ sk_test_ rk_test_ sk_prod_ rk_prod_ sk_org_', `${N}{10,255}`],
  // What many services call their secret keys, after Stripe; `pk_` is public but where its form is another.
  ['an API key', 'sk_ rk_ ak_ bb_ma_ bb_pr_ pri_ ramp_sec_ act_ flb_live_ web_ sqco_', `(?:[A-Za-z0-9]{1,9}_|\\d{4}_\\d{6}_){0,2}(${N}{20,255})`, mixed],
  ['an API key', 'pk_', `(?:\\d{6,9}_|${N}{6}_|prod_|test_)?([A-Z0-9]{28,40}|${N}{34})(?!_)`, mixed],
  ['an API key', 'sk_', `${W}{43}(?!${W})`, thoroughlyMixed],
  ['an API key', 'tr_prod_ tr_dev_ tr_stg_ signkey-prod- signkey-test- signkey-branch- ptr_ endr+ salad_cloud_', '[\\w=+/-]{16,120}', mixed],
  ['an API key', 'secret_', `${N}{16}(?!_)`, mixed],
  ['an API key', 'v2/', `${N}{300,500}`, mixed],
  ['an API key', 'pi_ seti_', `${N}{24,30}_secret_(${N}{24,30})`],
  ['an API key', 'git&', `\\d{12}&(${B}{86}==)`],
  ['an API key', 'pk.', `(?!eyJ)${N}{32}`, mixed],
  ['an API key', 'api_ shltm_ ion_ tkn.v1_ AK1 KEY BBFF- 3MVG9 5AEP861 NF- VF. na1.', '(?<![+/]...)[\\w.=+/-]{30,200}', isLongKey],
  ['an API key', 'sdk- api- sec-c- rh-api-', UUID],
  ['a Zoho token', '1000.', `(${H}{32}\\.${H}{32})`],
  ['a webhook secret', 'whsec_', '[A-Za-z0-9+/=]{24,128}', mixed],
  ['a Square token', 'sq0atp- sq0csp- sq0idp-', `${W}{22,60}`, mixed],
  ['a Square token', 'EAAA', '(?<![+/]EAAA)[\\w=-]{22,70}(?![+/=])', thoroughlyMixed],
  ['a payment key', 'FLWSECK- FLWSECK_TEST-', `(${N}{12,32})(?:-X)?`],
  ['a payment key', 'shippo_live_ shippo_test_ EZAK EZTK duffel_live_ duffel_test_', '[\\w=-]{40,60}', mixed],
  ['a payment key', 'live_ test_', '[\\w=-]{35,45}', thoroughlyMixed],
  ['a payment key', 'live_ test_', `${H}{35}`, mixed],
  ['a payment key', '*hmfuXNWTK0Qc+iS', '[^\\s"\'<>]{60,240}', anything],
  ['a payment key', 'access_token$', '(?:production|sandbox)\\$[a-z0-9]{16}\\$([a-f0-9]{32})'],
  ['a payment key', 'access-sandbox- access-development- access-production-', UUID],
  ['a Shopify token', 'shpat_ shpca_ shppa_ shpss_ shprt_ shpua_ shptka_', `${H}{32}`],

  ['a SendGrid key', 'SG.', '[\\w=.-]{60,76}(?![\\w-])', mixed],
  ['a mail service key', 'key-', `(?:[0-9a-z]{32}|${N}{64})`, mixed],
  ['a mail service key', 'xkeysib- xsmtpsib-', `(${W}{64,90})`, mixed],
  ['a mail service key', '*-us', `(?<=(?<!${N})[0-9a-f]{32}-us)\\d{1,2}`, anything],
  ['a mail service key', 're_', `${N}{8}_${N}{20,30}`, mixed],
  ['a mail service key', 'mlsn.', `${H}{64}`],
  ['a Twilio key', 'SK', `${H}{32}`],

  ['a Databricks token', 'dapi dkea doru dose', `(${H}{32})(?:-\\d)?`],
  ['a Vault token', 'hvs. hvb. hvr. s.CAES', `${W}{24,500}`, mixed],
  ['a Vault token', 's.', `(?<![\\w$)\\]]s\\.)${N}{24}(?![\\w.(])`, mixed],
  ['a Terraform token', '*.atlasv1.', `(?<=${N}{14}\\.atlasv1\\.)[\\w=-]{60,100}`],
  ['a Pulumi token', 'pul-', `${N}{40}`, mixed],
  ['a Doppler token', 'dp.pt. dp.ct. dp.sa. dp.st. dp.scim. dp.audit.', `(?:[\\w-]{2,35}\\.)?(${N}{40,44})`],
  ['a Grafana token', 'glc_ glsa_', '[A-Za-z0-9+/=_]{32,400}', mixed],
  ['a Honeycomb key', 'hcaik_ hcbik_ hccik_ hcamk_', `${N}{58}`],
  ['a Grafana token', 'eyJrIjoi', `${N}{60,400}`, mixed],
  ['a New Relic key', 'NRAK- NRAA- NRII- NRIQ- NRRA- NRJS- NRBR-', `${W}{19,42}`],
  ['a New Relic key', '*NRAL', `(?<=${H}{30}NRAL)(?!${W})`, anything],
  ['a New Relic key', 'px-api- px-dep-', UUID],
  ['a Sentry token', 'sntrys_ sntryu_ sntryi_', '[\\w=+/-]{40,500}', mixed],
  ['a Dynatrace token', 'dt0', `[a-zA-Z]\\d\\d\\.(${N}{8,24}\\.${N}{64})`],
  ['an Elastic key', 'essu_ cflt', `(?<![+/]cflt)${B}{50,200}={0,2}`, mixed],
  ['a Tailscale key', 'tskey-', `[a-z]{2,20}-(${W}{20,100})`, mixed],
  ['an OpenShift token', 'sha256~', `${W}{43}`],
  ['a database key', 'pscale_tkn_ pscale_oauth_ pscale_pw_', '[\\w=.-]{32,64}', mixed],
  ['a database key', 'sbp_ sb_secret_ napi_ mdb_sa_sk_', `${W}{30,100}`, mixed],
  ['a database key', 'npg_', `${N}{12,16}`],
  ['a database key', '4b1d', `${N}{38}`, thoroughlyMixed],
  ['a database key', 'AVNS_', `${W}{19}`],
  ['a hosting token', 'vcp_ vci_ vca_ vcr_ vck_ rnd_ ddp_ ddo_ ddapp_', `${N}{20,60}`, mixed],
  ['a hosting token', 'nfp_ vercel_blob_rw_', '\\w{30,80}', mixed],
  ['a hosting token', 'fo1_ fm1a_ fm1r_ fm2_ fm5_', '[\\w+/=-]{43,2000}', mixed],
  ['a hosting token', 'tk-us-', `${W}{48}`, mixed],
  ['a Salesforce token', '00D', `${N}{12}!([\\w.]{80,130})`],
  ['a Dropbox token', 'sl.', '(?:u\\.)?[\\w=-]{130,1400}', mixed],
  ['a Dropbox token', '*AAAAAAAAAA', `(?<=(?<![\\w+/])${N}{11}A{10})[\\w=-]{43}(?![\\w+/=])`, mixed],

  ['a Linear key', 'lin_api_ lin_oauth_', '\\w{32,128}', mixed],
  ['a Notion token', 'ntn_ secret_', `${N}{43,50}`, mixed],
  ['a Figma token', 'figd_ figo_ figu_ figp_', `${W}{40,200}`, mixed],
  ['a Postman key', 'PMAK-', `${N}{24}-${N}{34}`],
  ['an Airtable token', 'pat', `${N}{14}\\.(${N}{64})`],
  ['an Asana token', '0/ 1/ 2/', `\\d{13,20}(?:/\\d{10,20})?:(${H}{32})`],
  ['a HubSpot token', 'pat-na pat-eu', `\\d-(${UUID})`],
  ['a Mapbox token', 'sk. tk.', `[\\w+/=-]{32,240}\\.[\\w+/=-]{20,30}`, mixed],
  ['a 1Password key', 'ops_eyJ', '[\\w+/-]{100,2000}', mixed],
  ['a 1Password key', 'A3-', '[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}'],
  ['an Okta token', 'SSWS', `\\s{1,4}(00${W}{40})`, mixed],
  ['a password manager’s key', '0. st.', `(?:${UUID}\\.${N}{30}:${B}{22}==|${H}{24}\\.${H}{32}\\.${H}{32})`],
  ['a MaxMind key', '*_mmk', `(?<=${N}{6}_${N}{29}_mmk)(?!${W})`, anything],
  ['an API token', 'p8e- aio_ odt_ tfp_ pnu_ pnb_ rdme_ fio-u- dnkey- CFPAT- apify_api_ rootly_ samsara_api_', '[\\w.=-]{28,255}', mixed],
  ['an API token', 'lip_ waka_ rpa_ unkey_ zpka_ mka_ ctp_ tss_ ovsxp_ isat_ ptk_ lmb_ crsr_ CCDB1_ ory_st_ Mid-server- SWMTKN-1- SWMKEY-1- polar_oat_ polar_pat_ pylf_v1_', `${W}{20,100}`, mixed],
  ['an API token', 'oa2-client-id_', `${W}{32}(?::|&client_secret=)(${W}{40})`, mixed],
  ['an API token', 's-s4t2ud- s-s4t2af-', `${H}{64}`],
  ['an API token', 'sm_aat_ sm_pat_ sm_sat_', `${N}{16}`],
  ['an API token', 'sc_ ext_ scauth_ authress_', `\\w{5,30}\\.\\w{4,6}\\.acc[_-][\\w-]{10,32}\\.[\\w+/=-]{30,120}`],

  ['a Kubernetes secret', 'kind', '(?<=([^]{0,1500})kind)"?:\\s{0,4}"?Secret\\b[^]{0,1500}', (before, whole) =>
    hasEncodedSecret(`${before.slice(before.lastIndexOf('---') + 1)}${until(whole, '---')}`)],
  ['a browser’s login', 'encryptedPassword', '\\\\?"\\s{0,4}:\\s{0,4}\\\\?"([A-Za-z0-9+/=]{30,400})', anything],
  ['a credential', '*_key *Key', `(?<!(?:[Pp]ublic|[Pp]ub|[Ss]ite|[Cc]ache|[Ss]ort|[Pp]rimary|[Ff]oreign|[Pp]ublishable)_?[Kk]ey)${IS}${VALUE}`, (v) => !v.includes('.') && isNamedSecret(v) && thoroughlyMixed(v)],
  ['a credential', '*_KEY *_PAT *_pat *Pat *_PASS', `(?<!(?:PUBLIC|PUB|SITE|CACHE|SORT|PRIMARY|FOREIGN|PUBLISHABLE)_KEY)${IS}${VALUE}`, isNamedSecret],
  ['a credential', 'Bearer Basic ApiKey Splunk', '\\s{1,4}([A-Za-z0-9+/=_.~-]{24,4000})', isNamedSecret],
  // What no other row knows: `vendor_pat_` and the like before a long value.
  ['an API token', '*_live_ *_test_ *_prod_ *_api_ *_pat_ *_key_ *_token_ *_secret_ *_sk_ *_at_ *_v1_', `(?<=(?<![\\w+/=.-])(?!pk_|pub)[a-z][a-z0-9]{1,11}_[a-z0-9]{2,6}_)(${N}{24,255})(?![\\w/+=-])`, (v) => thoroughlyMixed(v) && strictlyMixed(v)],
];

/** What is called a secret: its kind, the names, what follows them up to the value, and who judges it. */
export const NAMED = [
  'a credential',
  /secret|token|passw(?:or)?d|passphrase|\bpwd|credential|authorization|api[-_ ]?key|sonar\.login|(?:access|private|preshared|auth|encryption|signing|signature|master|account|shared|licen[cs]e|service|admin|deploy|integration|storage|subscription|app|application|consumer|client|read|write|insert|ingest|webhook|bot|session|live|unseal)[-_ ]?key/gi,
  new RegExp(
    // Not what is public, what protects a form, or what only speaks of the secret.
    `(?<!(?:public|pub|site|publishable|csrf|xsrf|authenticity|verification)[-_ ]?(?:key)?[-_ ]?[a-z]{5,13})(?![\\w-]{0,24}(?:id|ids|hash|sum|digest|type|url|uri|name|path|file|ref|arn|version|format|address|fingerprint|thumbprint|sha\\d{0,3})\\b)[\\w-]{0,24}(?: \\d)?${IS}${VALUE}`,
    'iy',
  ),
  isNamedSecret,
] as const;
