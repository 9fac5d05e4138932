import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserCommand, openInBrowser } from '../../src/system/browser.ts';
import { until } from '../support/net.ts';
import { makeSandbox } from '../support/sandbox.ts';

const url = 'https://auth.example/oauth/authorize?a=1&b=2';

describe('$BROWSER', () => {
  test.each([
    [undefined, 'linux', undefined],
    ['none', 'linux', undefined],
    ['firefox', 'linux', { file: 'firefox', args: [url] }],
    ['firefox:chromium', 'linux', { file: 'firefox', args: [url] }],
    ['/remote/browser.sh', 'darwin', { file: '/remote/browser.sh', args: [url] }],
    ['chromium --new-window %s', 'linux', { file: 'chromium', args: ['--new-window', url] }],
    ['C:\\browser.exe', 'win32', { file: 'C:\\browser.exe', args: [url] }],
    [' ', 'linux', undefined],
  ])('%j on %s', (variable, platform, command) => {
    expect(browserCommand(variable, url, platform)).toEqual(command);
  });
});

test.runIf(process.platform !== 'win32')(
  'the program gets the address as one argument, whatever is in it, and no shell sees it',
  async () => {
    const { dir } = await makeSandbox();
    const program = path.join(dir, 'browser');
    const seen = path.join(dir, 'seen');
    const script = `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`;
    await writeFile(program, script, { mode: 0o755 });
    const odd = `https://auth.example/?a=$(touch+${dir}/owned)&b=%60id%60;c`;
    await openInBrowser(odd, { BROWSER: program }, process.platform);
    const read = (): Promise<string> => readFile(seen, 'utf8').catch(() => '');
    await until(async () => (await read()) !== '', 'the browser was called');
    expect(await read()).toBe(`1\n${new URL(odd).href}\n`);
  },
);

test.each([
  [url, '/nowhere/at-all', 'ENOENT'],
  ['file:///etc/passwd', '/bin/true', 'not a web address'],
  ['javascript:alert(1)', '/bin/true', 'not a web address'],
  ['mailto:a@b.c', '/bin/true', 'not a web address'],
])('%s with the browser %s is an error, not a crash', async (address, BROWSER, error) => {
  await expect(openInBrowser(address, { BROWSER }, process.platform)).rejects.toThrow(error);
});
