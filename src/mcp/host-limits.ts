/**
 * How long hosts wait for the result of a call, whatever progress comes (docs/hosts.md, Other hosts). By the name that
 * they greet with.
 */
const WAITING: readonly (readonly [name: string, ms: number])[] = [
  ['claude-code', Infinity],
  // Some versions append the name of the server.
  ['gemini-cli-mcp-client', Infinity],
  ['opencode', Infinity],
  ['github-copilot-developer', Infinity],
  ['codex-mcp-client', 285_000],
];
/** Clients built on the plain SDK give up after 60 s. */
const OTHERS = 50_000;

/** A call to this host is answered within so many milliseconds. */
export const patienceOf = (host: string): number =>
  WAITING.find(([name]) => host.startsWith(name))?.[1] ?? OTHERS;

/** True for the reason of a cancel that a client sends when it gives up waiting, and nobody has pressed a key. */
export const isTimeout = (reason: unknown): boolean =>
  typeof reason === 'string' && (reason.includes('-32001') || /time(?:d[ -]?)?[ -]?out/i.test(reason));
