import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { connect } from '../support/mcp.ts';
import { until } from '../support/net.ts';
import { makeSandbox } from '../support/sandbox.ts';

test('prompts are listed, give the message that starts the turn, and say what they need', async () => {
  const { env } = await makeSandbox();
  const { client } = await connect(env);
  const { prompts } = await client.listPrompts();
  expect(prompts.map((p) => p.name)).toEqual(['ask', 'review']);
  const asked = await client.getPrompt({
    name: 'ask',
    arguments: { question: 'What is a monad?', model: 'gpt-6-luna' },
  });
  const text = expect.stringMatching(/codex_query.*gpt-6-luna[^]*What is a monad\?/) as string;
  expect(asked.messages).toEqual([{ role: 'user', content: { type: 'text', text } }]);
  const review = await client.getPrompt({ name: 'review' });
  expect(JSON.stringify(review.messages)).toContain('uncommitted');
  await expect(client.getPrompt({ name: 'ask' })).rejects.toThrow(/question/);
  await expect(client.getPrompt({ name: 'nothing' })).rejects.toThrow(/ask.*review/);
});

test('a host that shows the plugin’s commands is offered no twins of them', async () => {
  const { env } = await makeSandbox();
  const claude = { ...env, CLAUDE_PLUGIN_ROOT: '/plugin' };
  const { client } = await connect(claude);
  expect(client.getServerCapabilities()).not.toHaveProperty('prompts');
  expect((await client.listTools()).tools).not.toEqual([]);
  const copilot = await connect({ ...claude, COPILOT_PLUGIN_ROOT: '/plugin' });
  expect(copilot.client.getServerCapabilities()).toHaveProperty('prompts');
});

test('model names are completed', async () => {
  const { env } = await makeSandbox();
  const { client } = await connect(env);
  const ref = { type: 'ref/prompt' as const, name: 'ask' };
  const starting = await client.complete({ ref, argument: { name: 'model', value: 'gpt-6-' } });
  expect(starting.completion.values).toEqual(['gpt-6-astra', 'gpt-6-sol', 'gpt-6-luna']);
  const containing = await client.complete({ ref, argument: { name: 'model', value: 'luna' } });
  expect(containing.completion.values).toEqual(['gpt-6-luna', 'gpt-5.6-luna']);
  const unknown = await client.complete({ ref, argument: { name: 'question', value: 'x' } });
  expect(unknown.completion.values).toEqual([]);
});

test('a host hears the log from when it has set the level', async () => {
  const { env } = await makeSandbox();
  const heard: string[] = [];
  const session = await connect(env, {}, (client) => {
    client.setNotificationHandler(
      LoggingMessageNotificationSchema,
      (n) => void heard.push(String(n.params.data)),
    );
  });
  await session.call('codex_status');
  expect(heard).toEqual([]);
  await session.client.setLoggingLevel('debug');
  await session.call('codex_status');
  await until(() => heard.some((line) => line.includes('codex_status')), 'the call is heard of');
  await session.client.setLoggingLevel('error');
  const before = heard.length;
  await session.call('codex_status');
  expect(heard).toHaveLength(before);
});
