import { expect, test } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import { networkError } from '../../src/system/network-error.ts';

const URL_ = 'https://auth.openai.com/oauth/token?secret=canary';
const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const failed = (cause: unknown): Error => new TypeError('fetch failed', { cause });

test.each([
  ['ENOTFOUND', 'DNS', false],
  ['EAI_AGAIN', 'DNS', false],
  ['ECONNREFUSED', 'connection', false],
  ['ENETUNREACH', 'connection', false],
  ['UND_ERR_CONNECT_TIMEOUT', 'connection', false],
  ['ECONNRESET', 'connection', true],
  ['UND_ERR_SOCKET', 'connection', true],
  ['UND_ERR_HEADERS_TIMEOUT', 'HTTP', true],
  ['CERT_HAS_EXPIRED', 'TLS', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS', false],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLS', false],
  ['SOMETHING_NEW', 'network', true],
])('%s is the layer %s, sent: %s', (code, layer, sent) => {
  const error = networkError(failed(coded(code)), URL_) as AppError;
  expect(error).toBeInstanceOf(AppError);
  expect(error.details).toMatchObject({ host: 'auth.openai.com', layer, cause: code, sent });
  expect(error.code).toBe(`network.${layer.toLowerCase()}`);
  expect(error.message).not.toContain('canary');
});

test('two addresses that both fail are one failure, and the root says more than what wraps it', () => {
  const both = new AggregateError([coded('ECONNREFUSED', '::1'), coded('ECONNREFUSED', '127.0.0.1')], '');
  expect(networkError(failed(both), URL_)).toMatchObject({ details: { cause: 'ECONNREFUSED' } });
  const cause = coded('ERR_TLS_CERT_ALTNAME_INVALID');
  const wrapped = Object.assign(new Error('proxy', { cause }), { code: 'UND_ERR_PRX_TLS' });
  expect(networkError(failed(wrapped), URL_)).toMatchObject({ details: { layer: 'TLS' } });
});

test('aborts and errors that are named already pass through, however deep', () => {
  const abort = new DOMException('stop', 'AbortError');
  expect(networkError(abort, URL_)).toBe(abort);
  const named = new AppError({ kind: 'network', code: 'network.proxy', what: 'a', fix: 'b' });
  expect(networkError(named, URL_)).toBe(named);
  expect(networkError(failed(new Error('outer', { cause: named })), URL_)).toBe(named);
});

test('a certificate that is not valid at this time points to the clock', () => {
  expect((networkError(failed(coded('CERT_NOT_YET_VALID')), URL_) as AppError).fix).toContain('date');
});

test('what is no error at all still becomes a sentence', () => {
  for (const odd of [undefined, null, 'text', 42, {}])
    expect(networkError(odd, URL_)).toMatchObject({ code: 'network.network' });
});
