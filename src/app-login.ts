import type { Deps } from './system/deps.ts';
import { its } from './system/wording.ts';
import type { ServerClock } from './system/clock.ts';
import { chatGpt } from './oauth/providers/chatgpt.ts';
import { OPENAI_CODEX_ID, openAiCodex } from './oauth/providers/openai-codex.ts';
import { openAccounts } from './login/accounts.ts';
import { accountNotUsed, createBroker } from './login/broker.ts';
import { CODEX } from './login/credential.ts';
import { NOTHING_NAMED, OPENAI_API, type Home } from './login/home.ts';
import { openLogin, type Login } from './login/login.ts';
import { openLogins, placeOf } from './login/logins.ts';
import { providersFileOf } from './login/providers-file.ts';
import { homeOf, type LoginRecord } from './login/record.ts';
import type { SignIn } from './login/sign-in.ts';
import { signOut } from './login/sign-out.ts';
import { codexCliSource } from './login/sources/codex-cli.ts';
import { commandSource } from './login/sources/command.ts';
import { accessTokenSource, apiKeySource } from './login/sources/environment.ts';
import { externalActive, externalAuth } from './login/sources/external.ts';
import { createWhoAmI } from './login/sources/whoami.ts';
import { openStorage } from './login/storage.ts';
import { credentialOf } from './login/tokens.ts';
import { enforceWorkspace } from './login/workspaces.ts';
import { ORIGINATOR } from './ask/backend.ts';
import { withWorkspaceName } from './ask/workspace-name.ts';
import type { Settings } from './settings.ts';
import type { projectSettings } from './settings-project.ts';

/** True if openai-codex answers questions. */
export const isPlain = ({ provider }: Pick<Settings, 'provider'>): boolean => provider === OPENAI_CODEX_ID;

/** Where a login made from now on has its questions answered. */
export function freshPlace(settings: Pick<Settings, 'provider' | keyof Home>) {
  const { issuer, clientId, baseUrl } = settings;
  return isPlain(settings)
    ? ({ route: 'chatgpt', home: homeOf({ issuer, clientId, baseUrl }) } as const)
    : ({ route: 'platform', home: homeOf({ issuer, clientId, baseUrl: baseUrl ?? OPENAI_API }) } as const);
}

interface LoginParts {
  readonly userAgent: string;
  readonly clock: ServerClock;
  readonly project: ReturnType<typeof projectSettings>;
  /** Told when somebody else may be signed in. */
  readonly changed: () => void;
}

/** Who is signed in and who pays: all logins, their sign-ins, and the credential in force. */
export function openLoginPart(
  deps: Deps,
  settings: Settings,
  { userAgent, clock, project, changed }: LoginParts,
) {
  const { ports, workspaces } = settings;
  // The settings speak about the provider whose login answers questions.
  const plain = isPlain(settings);
  const elsewhere = { ...settings, baseUrl: undefined };
  const home = homeOf(plain ? settings : elsewhere);
  const provider = openAiCodex({ ...home, ports, workspaces, originator: ORIGINATOR, userAgent });
  const external = externalAuth((credential) => {
    enforceWorkspace(workspaces, credential, true);
  });
  const storage = openStorage(settings, { ...deps, allowed: () => project.refuse() });
  const kept = { ...deps, storage, authFile: settings.authFile, clock };
  const accept = (login: LoginRecord): void => void enforceWorkspace(workspaces, credentialOf(login), true);
  const codex = openLogin({
    ...kept,
    provider,
    service: CODEX,
    baseUrl: home.baseUrl,
    named: plain ? settings : elsewhere,
    accept,
    describe: (login) => withWorkspaceName({ ...deps, userAgent }, login),
  });
  const documented = chatGpt({ issuer: home.issuer, userAgent, now: clock.now });
  const { serviceName: name, page } = documented;
  const chatgpt = openLogin({
    ...kept,
    provider: documented,
    ...placeOf(documented.id),
    ...(plain ? {} : { service: { name, issuedBy: 'OpenAI', login: its.login, page } }),
    baseUrl: (plain ? undefined : settings.baseUrl) ?? OPENAI_API,
    named: plain ? elsewhere : settings,
    accept,
  });
  const [own, other] = plain ? [codex, chatgpt] : [chatgpt, codex];
  const { tokens, signIn: attempts } = own;
  const fresh = freshPlace(settings);
  const accounts = openAccounts(codex.keeping);
  const logins = openLogins({
    ...kept,
    builtIn: [own, other],
    providersFile: providersFileOf(settings.authFile),
    // OpenAI's variables say nothing about other providers.
    named: NOTHING_NAMED,
    accept: () => {},
  });
  const signIn: SignIn = {
    pending: attempts.pending,
    begin: async (request) => {
      // The application owns the login: a second login would never be used.
      if (external.mode === 'tokens') throw externalActive();
      await project.refuse();
      const attempt = await attempts.begin(request);
      const signedIn = (): void => {
        // A sign-in replaces an API key handed over earlier; `external` ranks first and would still win.
        if (external.mode === 'api-key') external.clear();
        changed();
      };
      attempt.done.then(signedIn, () => {});
      return attempt;
    },
  };
  const whoAmI = createWhoAmI({ ...deps, headers: { originator: ORIGINATOR, 'user-agent': userAgent } });
  const choice = async () => (plain ? accounts.choice() : undefined);
  const credentials = createBroker({
    sources: [
      external,
      plain ? accounts.following(tokens) : tokens,
      commandSource(settings.credentialCommand, { ...deps, serverNow: clock.now }),
      accessTokenSource(deps.env, whoAmI),
      codexCliSource({ path: settings.codexCliFile, now: clock.now, whoAmI }),
      apiKeySource(deps.env, settings.apiBaseUrl),
    ],
    pinned: settings.source,
    named: settings,
    project: project.refuse,
    account: async (name) => {
      if (plain) return accounts.source(name, tokens);
      throw accountNotUsed(
        name,
        `CODEX_OAUTH_PROVIDER is ${documented.id}, and the named accounts belong to another provider.`,
        'Omit the account, or unset CODEX_OAUTH_PROVIDER.',
      );
    },
    choice,
    ...settings,
    authFile: settings.loginPlace,
  });
  return {
    own,
    codex,
    external,
    signIn,
    credentials,
    accounts,
    logins,
    choice,
    fresh,
    /** Removes a login, or the application's if there is one, and revokes it. */
    end: async (login: Login) => {
      await project.refuse();
      login.signIn.pending()?.cancel();
      return signOut(external, login, changed);
    },
  };
}
