import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../support/net.ts';
import { BUNDLE } from '../support/sandbox.ts';
import { lastBody, makeScene } from '../support/scene.ts';

/** Says when the last file of the program is there. */
const HOOK = `
const module_ = require('node:module');
const load = module_._load;
module_._load = function (name, ...rest) {
  const loaded = load.call(this, name, ...rest);
  if (name.endsWith('parts.js')) process.stderr.write('all is there');
  return loaded;
};`;

test('a server that has been idle once needs its files no longer: an update takes them away', async () => {
  const { sandbox, simulator } = await makeScene();
  const [plugin, project] = ['plugin', 'project'].map((name) => path.join(sandbox.dir, name)) as [
    string,
    string,
  ];
  await cp(path.dirname(BUNDLE), plugin, { recursive: true });
  await mkdir(project);
  await writeFile(path.join(project, 'a.txt'), 'what the file says');
  const hook = path.join(sandbox.dir, 'hook.cjs');
  await writeFile(hook, HOOK);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['--require', hook, path.join(plugin, path.basename(BUNDLE))],
    env: sandbox.env,
    cwd: project,
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const client = new Client({ name: 'test-client', version: '1.0.0' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  await client.listTools();
  await until(() => stderr.includes('all is there'), 'the whole program');
  await rm(plugin, { recursive: true });

  const result = await client.callTool({ name: 'codex_query', arguments: { prompt: 'x', files: ['a.txt'] } });
  expect(result.isError, JSON.stringify(result.content)).not.toBe(true);
  expect(lastBody(simulator)).toContain('what the file says');
});
