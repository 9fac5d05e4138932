import { expect, test } from 'vitest';
import { forAssistant } from '../../src/mcp/registrar.ts';

test.each([
  ['Sign in with codex_login (`codex-oauth login` in a terminal).', 'Sign in with codex_login.'],
  [
    'Start it again with codex_login (`codex-oauth login`). It waits.',
    'Start it again with codex_login. It waits.',
  ],
  [
    'Check the connection (`codex-oauth doctor --online` names the layer), then try again.',
    'Check the connection, then try again.',
  ],
  ['Take it over (`chown 0 file`).', 'Take it over (`chown 0 file`).'],
])('%s', (text, said) => {
  expect(forAssistant(text)).toBe(said);
});
