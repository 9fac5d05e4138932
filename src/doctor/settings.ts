import { freshPlace, isPlain } from '../app-login.ts';
import { backendOf, OPENAI } from '../login/home.ts';
import { CALLBACK_PORTS } from '../oauth/providers/openai-codex.ts';
import { readSettings, SETTINGS } from '../settings.ts';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { failedWith, ok, warn, type Finding } from './finding.ts';

export type SettingsFacts = ReturnType<typeof gatherSettings>;

const KNOWN = SETTINGS.map((s) => s.name).filter((name) => name.startsWith('CODEX_OAUTH_'));

/** The valid settings, and the errors of the others: one bad setting must not hide other problems. */
export function gatherSettings({ env, home }: Pick<Deps, 'env' | 'home'>) {
  const names = Object.keys(env).filter((name) => name.startsWith('CODEX_OAUTH_') && env[name] !== undefined);
  const refused: AppError[] = [];
  const usable = { ...env };
  for (;;) {
    try {
      return { settings: readSettings(usable, home), names, refused };
    } catch (error) {
      const name = error instanceof AppError ? String(error.details['setting']) : '';
      if (!(error instanceof AppError) || usable[name] === undefined) throw error;
      refused.push(error);
      delete usable[name];
    }
  }
}

export function judgeSettings({ settings, names, refused }: SettingsFacts): readonly Finding[] {
  const unknown = names.filter((name) => !KNOWN.includes(name));
  const findings = [
    ...refused.map((error) => failedWith(`settings.${error.details['setting']}`, error)),
    ...unknown.map((name) =>
      warn(
        `settings.${name}`,
        `${name} is not a setting.`,
        'It has no effect.',
        `Correct the name or unset it. The settings are ${KNOWN.join(', ')}.`,
      ),
    ),
  ];
  if (findings.length === 0)
    findings.push(
      ok(
        'settings',
        names.length > 0 ? `Settings in use: ${names.join(', ')}.` : 'All settings have their defaults.',
      ),
    );
  const { route, home } = freshPlace(settings);
  const { issuer, clientId, baseUrl } = home;
  const ours = isPlain(settings) && issuer === OPENAI.issuer && clientId === OPENAI.clientId;
  if (ours && settings.ports.some((port) => !CALLBACK_PORTS.includes(port)))
    findings.push(
      warn(
        'settings.CODEX_OAUTH_CALLBACK_PORT',
        `CODEX_OAUTH_CALLBACK_PORT is ${settings.ports.join(', ')}.`,
        `OpenAI’s client accepts only ${CALLBACK_PORTS.join(' and ')} for the callback, so a sign-in with the browser will probably be refused.`,
        'Unset it, unless another issuer or client accepts that port.',
      ),
    );
  const moved = [
    ...(issuer === OPENAI.issuer ? [] : [issuer]),
    ...(baseUrl === backendOf({ route, home: undefined }) ? [] : [baseUrl]),
  ];
  if (moved.length > 0)
    findings.push(
      warn(
        'servers',
        `Sign-ins use servers other than OpenAI’s: ${moved.join(', ')}.`,
        'That login and its questions go there. Until you unset this, a login from another server is not used.',
        'Unset CODEX_OAUTH_ISSUER and CODEX_OAUTH_BASE_URL unless you have set them yourself.',
      ),
    );
  return findings;
}
