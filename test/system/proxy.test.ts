import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import { bypasses, isLoopback, parseProxy, proxyFor, proxyVariables } from '../../src/system/proxy.ts';

const HTTPS = new URL('https://auth.openai.com/oauth/token');

describe('which proxy a request goes through', () => {
  const cases: readonly [title: string, env: Record<string, string>, name: string | undefined][] = [
    ['none where none is set', {}, undefined],
    ['the one for https', { HTTPS_PROXY: 'http://p:1' }, 'HTTPS_PROXY'],
    ['lower case counts too', { https_proxy: 'http://p:1' }, 'https_proxy'],
    ['lower case wins', { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' }, 'https_proxy'],
    ['an empty value is none', { https_proxy: '', HTTPS_PROXY: ' ' }, undefined],
    ['empty lower case leaves the other', { https_proxy: '', HTTPS_PROXY: 'http://a:1' }, 'HTTPS_PROXY'],
    [
      'the one for https before the one for all',
      { ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
      'HTTPS_PROXY',
    ],
    ['the one for all', { all_proxy: 'socks5://a:1' }, 'all_proxy'],
    ['the one for http serves https as well', { HTTP_PROXY: 'http://a:1' }, 'HTTP_PROXY'],
    [
      'the one for all before the one for http',
      { HTTP_PROXY: 'http://a:1', ALL_PROXY: 'http://b:1' },
      'ALL_PROXY',
    ],
    ['none where NO_PROXY names the host', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'openai.com' }, undefined],
    ['none where no_proxy names everything', { HTTPS_PROXY: 'http://p:1', no_proxy: '*' }, undefined],
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

  test('a bad value of NO_PROXY’d or loopback traffic harms nobody', () => {
    expect(proxyFor(new URL('http://127.0.0.1:1/'), { HTTP_PROXY: 'nonsense://' })).toBeUndefined();
    expect(proxyFor(HTTPS, { HTTPS_PROXY: 'nonsense://', NO_PROXY: '*' })).toBeUndefined();
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
    expect(attempt).toThrow(/^ALL_PROXY has a value that cannot be used\. (?!.*canary)/);
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
  const cases: readonly [host: string, list: string, bypass: boolean][] = [
    ['https://example.com', 'example.com', true],
    ['https://api.example.com', 'example.com', true],
    ['https://api.example.com', '.example.com', true],
    ['https://example.com', '.example.com', true],
    ['https://api.example.com', '*.example.com', true],
    ['https://notexample.com', 'example.com', false],
    ['https://example.com.evil.test', 'example.com', false],
    ['https://EXAMPLE.com.', 'Example.COM', true],
    ['https://example.com', 'a.test, example.com  b.test', true],
    ['https://example.com', 'example.com:443', true],
    ['https://example.com:8443', 'example.com:443', false],
    ['https://example.com:8443', '*:8443', true],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://210.1.2.3', '.1.2.3', false],
    ['https://[fd00::1]', 'fd00::/8', true],
    ['https://[fd00::1]', 'fd00::1', true],
    ['https://[fd00::1]:8443', '[fd00::1]:8443', true],
    ['https://[fd00::1]', '[fd00::1]:8443', false],
    ['https://example.com', '10.0.0.0/8,10.0.0.0/99,nonsense/8,/,.', false],
    ['https://example.com', '', false],
  ];
  test.each(cases)('%s with "%s": %s', (host, list, bypass) => {
    expect(bypasses(new URL(host), list)).toBe(bypass);
  });

  test('no list throws, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), (list) => {
        expect(typeof bypasses(HTTPS, list)).toBe('boolean');
        expect(typeof bypasses(new URL('https://[fd00::1]/'), list)).toBe('boolean');
      }),
    );
  });
});
