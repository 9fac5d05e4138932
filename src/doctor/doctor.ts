import type { Deps } from '../system/deps.ts';
import { VERSION } from '../system/version.ts';
import { checkAll } from './check-all.ts';
import { isHealthy, type Finding } from './finding.ts';
import { gatherFacts } from './gather.ts';
import { judgeProbe, judgeSkew, probe } from './probe.ts';

/** What `codex-oauth doctor` found. Nothing secret is in it, so it may be posted in an issue. */
export interface Diagnosis {
  /** True when nothing fails. */
  readonly healthy: boolean;
  readonly version: string;
  readonly checks: readonly Finding[];
}

export interface DoctorOptions {
  /** Also reaches the servers, without a token. */
  readonly online: boolean;
  readonly signal?: AbortSignal;
}

/** Looks at everything this program stands on. Works whatever the settings are. */
export async function diagnose(d: Deps, { online, signal }: DoctorOptions): Promise<Diagnosis> {
  const { facts, settings } = await gatherFacts(d);
  const checks = [...checkAll(facts)];
  if (online) {
    const urls = new Map([settings.issuer, settings.baseUrl].map((url) => [new URL(url).host, url]));
    const probes = await Promise.all([...urls.values()].map((url) => probe(url, d, signal)));
    checks.push(...probes.map(judgeProbe), ...judgeSkew(probes));
  }
  return { healthy: isHealthy(checks), version: VERSION, checks };
}
