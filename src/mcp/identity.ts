import { VERSION } from '../system/deps.ts';

/** What the server says of itself. */
export const SERVER_INFO = { name: 'codex-oauth', title: 'codex-oauth', version: VERSION } as const;

/** The experimental capability under which the account methods of the app-server are offered and asked for. */
export const ACCOUNT_CAPABILITY = 'codex-oauth/account';

export const ACCOUNT_METHODS = [
  'account/login/start',
  'account/login/cancel',
  'account/read',
  'account/logout',
  'account/rateLimits/read',
] as const;
export type AccountMethod = (typeof ACCOUNT_METHODS)[number];

/** In every version of MCP. */
export const CAPABILITIES = { tools: {}, prompts: {}, completions: {}, resources: {}, logging: {} };

/** The account methods need requests from the server, which MCP 2026-07-28 has not. */
export const EXPERIMENTAL = {
  [ACCOUNT_CAPABILITY]: {
    methods: ACCOUNT_METHODS,
    notifications: ['account/login/completed', 'account/updated', 'account/rateLimits/updated'],
    requests: ['account/chatgptAuthTokens/refresh'],
  },
};

/** Read by the model in every session (docs/hosts.md, What the model sees: older hosts cut it at 2,048 characters). */
export const INSTRUCTIONS = [
  'codex-oauth asks OpenAI Codex (GPT models) and pays with the user’s own ChatGPT plan.',
  'When to use it: the user asks for Codex, GPT, ChatGPT or OpenAI by name, wants a second opinion or a review by another model, or a hard problem would gain from an independent view. Not for work you can do yourself unasked: every question counts against the user’s plan limits.',
  'How: codex_query with a complete prompt. Codex sees only the prompt and what you attach: name code with files and diff instead of pasting it. For a follow-up pass the thread_id of the answer. What a stopped question had brought is in the resource codex-oauth://thread/last. Relay its answer faithfully and say that it is Codex’s; where you disagree, show both views. Leave model and reasoning_effort out unless the user asks (codex_models lists them). Never send secrets.',
  'Signing in: codex_query asks the user itself where the host has a dialog. When a tool says the user is not signed in, offer codex_login. Show an address or a code to the user exactly as given. codex_status tells account, plan, limits and what is wrong; codex_clear signs out, only when the user asks for it.',
].join('\n\n');
