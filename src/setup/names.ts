/** The hosts that `codex-oauth setup` knows. */
export const HOST_NAMES = ['claude', 'claude-desktop', 'cursor', 'vscode', 'codex', 'gemini'] as const;
export type HostName = (typeof HOST_NAMES)[number];
