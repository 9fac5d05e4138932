import { createApp } from '../app.ts';
import { freshPlace } from '../app-login.ts';
import { VERSION, type Deps } from '../system/deps.ts';
import { gatherFiles, judgeFiles, type FileFacts } from './files.ts';
import type { Finding } from './finding.ts';
import { gatherLogin, judgeLogin, type LoginFacts } from './login.ts';
import { gatherMachine, judgeMachine, type MachineFacts } from './machine.ts';
import { gatherNetwork, judgeNetwork, type NetworkFacts } from './network.ts';
import { judgeProbe, judgeSkew, probe } from './probe.ts';
import { gatherSettings, judgeSettings, type SettingsFacts } from './settings.ts';

/** What `codex-oauth doctor` found. Contains no secrets, so it may be posted in an issue. */
export type Diagnosis = Awaited<ReturnType<typeof diagnose>>;

/** Everything the offline checks look at. */
export interface Facts {
  readonly login: LoginFacts;
  readonly files: FileFacts;
  readonly settings: SettingsFacts;
  readonly network: NetworkFacts;
  readonly machine: MachineFacts;
}

/** All offline checks in display order: the login first, then what it depends on. Pure. */
export function judgeAll(facts: Facts): readonly Finding[] {
  return [
    ...judgeLogin(facts.login),
    ...judgeFiles(facts.files),
    ...judgeSettings(facts.settings),
    ...judgeNetwork(facts.network),
    ...judgeMachine(facts.machine, facts.files),
  ];
}

/**
 * Checks everything a login depends on, whatever the settings. Changes nothing except permissions of the login file
 * that are too open; makes no network request unless `online`, and then without a token.
 */
export async function diagnose(d: Deps, online: boolean, signal: AbortSignal) {
  const gathered = gatherSettings(d);
  const { settings } = gathered;
  // Before reading the login, because that tightens the file's permissions.
  const files = await gatherFiles(settings, d);
  const login = await gatherLogin(d, settings, await createApp(d, settings).status());
  const network = await gatherNetwork(d, settings);
  const checks = [...judgeAll({ login, files, settings: gathered, network, machine: gatherMachine(d) })];
  if (online) {
    const { issuer, baseUrl } = freshPlace(settings).home;
    const origins = new Set([issuer, baseUrl].map((url) => new URL(url).origin));
    const probes = await Promise.all([...origins].map((origin) => probe(origin, d, signal)));
    checks.push(...probes.map(judgeProbe), ...judgeSkew(probes));
  }
  return { healthy: checks.every((c) => c.state !== 'fail'), version: VERSION, checks };
}
