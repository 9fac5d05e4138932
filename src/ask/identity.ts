import type { Credential } from '../login/credential.ts';

/** How we name ourselves on the wire (docs/wire.md 0): honestly, and never as another product. */
export const ORIGINATOR = 'codex-oauth';

/** The version of Codex's protocol that we speak. The backend hides models from clients that speak an older one. */
export const PROTOCOL_VERSION = '0.169.0';

export function userAgent(
  version: string,
  system: { readonly platform: string; readonly osRelease: string; readonly arch: string },
): string {
  return `${ORIGINATOR}/${version} (${system.platform} ${system.osRelease}; ${system.arch})`;
}

/** The headers of every call to the plan's backend besides authorization and user-agent. */
export function identityHeaders(credential: Credential): Readonly<Record<string, string>> {
  return {
    ...(credential.accountId ? { 'chatgpt-account-id': credential.accountId } : {}),
    ...(credential.fedramp ? { 'x-openai-fedramp': 'true' } : {}),
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION,
  };
}
