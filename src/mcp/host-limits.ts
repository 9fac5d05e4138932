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

/** The limit of clients that use the SDK as it is, and how far from it a cancel may come. Milliseconds. */
const USUAL_LIMIT_MS = 60_000;
const ABOUT_MS = 2_000;

/**
 * True if a client gave up waiting, and nobody has pressed a key. MCP has no field for that: the SDKs say it in the
 * cancel's reason, and clients that give none show it by the time.
 */
export const isTimeout = (reason: unknown, elapsedMs = 0): boolean =>
  (typeof reason === 'string' && /-32001|tim(?:ed|e|ing)[ -]?out/i.test(reason)) ||
  Math.abs(elapsedMs - USUAL_LIMIT_MS) < ABOUT_MS;
