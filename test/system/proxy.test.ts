import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import { isLoopback, noProxy, parseProxy, proxyFor, proxyVariables } from '../../src/system/proxy.ts';
import { proxyClient } from '../../src/system/proxy-client.ts';
import { freePort } from '../support/net.ts';

const HTTPS = new URL('https://auth.openai.com/oauth/token');

describe('which proxy a request goes through', () => {
  const cases: readonly [title: string, env: Record<string, string>, name: string | undefined][] = [
    ['none where none is set', {}, undefined],
    ['the one for https', { HTTPS_PROXY: 'http://p:1' }, 'HTTPS_PROXY'],
    ['lower case counts too', { https_proxy: 'http://p:1' }, 'https_proxy'],
    ['lower case wins', { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' }, 'https_proxy'],
    ['an empty value is none', { https_proxy: '', HTTPS_PROXY: ' ' }, undefined],
    ['empty lower case leaves the other', { https_proxy: '', HTTPS_PROXY: 'http://a:1' }, 'HTTPS_PROXY'],
    ['the one for https before that for all', { ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'b:1' }, 'HTTPS_PROXY'],
    ['the one for all', { all_proxy: 'socks5://a:1' }, 'all_proxy'],
    ['the one for http serves https as well', { HTTP_PROXY: 'http://a:1' }, 'HTTP_PROXY'],
    ['the one for all before that for http', { HTTP_PROXY: 'http://a:1', ALL_PROXY: 'b:1' }, 'ALL_PROXY'],
  ];
  test.each(cases)('%s', (_title, env, name) => {
    expect(proxyFor(HTTPS, env)?.name).toBe(name);
  });

  test('this machine is never asked for through a proxy', () => {
    const env = { ALL_PROXY: 'http://p:1' };
    for (const host of ['127.0.0.1:8080', '127.8.9.1', 'localhost:1', 'api.localhost', '[::1]:9'])
      expect(proxyFor(new URL(`http://${host}/`), env)).toBeUndefined();
    expect(isLoopback('127.example.com')).toBe(false);
    expect(isLoopback('localhost.example.com')).toBe(false);
  });

  test('every variable that is set is listed once', () => {
    expect(proxyVariables({ http_proxy: 'a', HTTP_PROXY: 'b', ALL_PROXY: 'c', NO_PROXY: 'd' })).toEqual([
      { name: 'ALL_PROXY', value: 'c' },
      { name: 'http_proxy', value: 'a' },
    ]);
  });
});

describe('the value of a proxy variable', () => {
  test.each([
    ['http://proxy.example:3128', 'proxy.example:3128'],
    ['proxy.example:3128', 'proxy.example:3128'],
    ['https://user:p%40ss@proxy.example', 'proxy.example'],
    ['socks5h://10.0.0.1:1080', '10.0.0.1:1080'],
    ['HTTP://PROXY:8080/', 'proxy:8080'],
  ])('%s is understood', (value, host) => {
    expect(parseProxy({ name: 'HTTPS_PROXY', value }).host).toBe(host);
  });

  test.each([
    'ftp://canary:canary@proxy',
    'http://canary:canary@',
    'http://canary@proxy/path',
    'http://canary:%zz@proxy',
    'http://canary proxy',
    'canary://',
    'http://proxy:canary',
  ])('%s is refused without being repeated', (value) => {
    const attempt = (): unknown => parseProxy({ name: 'ALL_PROXY', value });
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(/^ALL_PROXY (?!.*canary)/);
  });

  test('whatever the value is, an error never repeats a password', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        try {
          parseProxy({ name: 'HTTPS_PROXY', value: `${noise}://u:s3cr3t-canary@h` });
        } catch (error) {
          expect(String(error)).not.toContain('s3cr3t-canary');
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('NO_PROXY', () => {
  test('lower case wins', () => {
    expect(noProxy({ no_proxy: 'a', NO_PROXY: 'b' })).toBe('a');
    expect(noProxy({ no_proxy: '', NO_PROXY: 'b' })).toBe('b');
    expect(noProxy({})).toBe('');
  });

  const cases: readonly [host: string, list: string, direct: boolean][] = [
    ['https://app.test', 'app.test', true],
    ['https://api.app.test', 'app.test', true],
    ['https://api.app.test', '.app.test', true],
    ['https://app.test', '.app.test', true],
    ['https://api.app.test', '*.app.test', true],
    ['https://notapp.test', 'app.test', false],
    ['https://app.test.evil.test', 'app.test', false],
    ['https://app.test', 'a.test, App.TEST  b.test', true],
    ['https://app.test', 'app.test:443', true],
    ['https://app.test:8443', 'app.test:443', false],
    ['https://app.test', '*', true],
    ['https://127.0.0.1:8443', '127.0.0.1', true],
    ['https://[::1]:8443', '[::1]:8443', true],
    ['https://[::1]:8443', '[::1]:443', false],
    ['https://app.test', '10.0.0.0/99,nonsense/8,/,.', false],
    ['https://app.test', '', false],
  ];
  test.each(cases)('%s with "%s" goes directly: %s', async (url, list, direct) => {
    const proxy = parseProxy({ name: 'HTTPS_PROXY', value: `http://127.0.0.1:${await freePort()}` });
    const client = await proxyClient(proxy, list);
    // Neither way leads anywhere; which one was tried is the question.
    await expect(client.fetch(url)).rejects.toThrow();
    expect(client.wentDirect(new URL(url).host)).toBe(direct);
  });
});
