import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { connect } from '../support/mcp.ts';
import { until } from '../support/net.ts';
import { makeSandbox } from '../support/sandbox.ts';

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
