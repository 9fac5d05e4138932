import { expect, test } from 'vitest';
import { detail, error, http, PAGE, type Row } from './refusal-rows.ts';

/** What stands between here and OpenAI (RIVALS.md 3.15): never a matter of signing in. */
const GATEWAYS: readonly Row[] = [
  {
    row: '403 challenge',
    got: http(403, PAGE, { 'cf-mitigated': 'challenge', 'cf-ray': 'abc-SIM' }),
    code: 'network.blocked',
    retry: 'never',
    says: /Cloudflare.*Cf-ray abc-SIM/s,
  },
  {
    row: '403 block page',
    got: http(403, PAGE),
    code: 'network.blocked',
    retry: 'never',
    says: /gateway on the way/,
  },
  { row: '401 page', got: http(401, PAGE), code: 'network.blocked', retry: 'never' },
  {
    row: '403 Cloudflare in plain text',
    got: http(403, 'error code: 1020'),
    code: 'network.blocked',
    retry: 'never',
    says: /Cloudflare/,
  },
  {
    row: '503 challenge',
    got: http(503, PAGE, { 'cf-mitigated': 'challenge' }),
    code: 'network.blocked',
    retry: 'never',
  },
  {
    row: '403 region',
    got: http(
      403,
      error({
        code: 'unsupported_country_region_territory',
        message: 'Country, region, or territory not supported',
      }),
    ),
    code: 'network.region',
    retry: 'never',
  },
  {
    row: '401 region',
    got: http(401, error({ code: 'unsupported_country_region_territory', message: 'No.' })),
    code: 'network.region',
    retry: 'never',
  },
  {
    row: '403 region in words',
    got: http(403, detail('Country, region, or territory not supported')),
    code: 'network.region',
    retry: 'never',
  },
  { row: '407', got: http(407, ''), code: 'network.proxy', retry: 'never', says: /HTTPS_PROXY/ },
  {
    row: '302',
    got: http(302, '', { location: 'https://login.example.com/x?token=secret' }),
    code: 'network.redirected',
    retry: 'never',
    says: /login\.example\.com;/,
  },
  {
    row: '200 page of a portal',
    got: http(200, PAGE, { 'content-type': 'text/html' }),
    code: 'network.portal',
    retry: 'never',
  },
  { row: '511', got: http(511, PAGE), code: 'network.portal', retry: 'never' },
];

test.each(GATEWAYS)('$row → $code', ({ got, code, retry, says }) => {
  expect(got.error.code).toBe(code);
  expect(got.retry.kind).toBe(retry);
  if (says) expect(got.error.message).toMatch(says);
});

test.each(GATEWAYS)('a $row is never answered with "sign in again"', ({ got }) => {
  expect(got.error.kind).toBe('network');
  expect(got.error.message).not.toMatch(/sign in again|codex_login|codex-oauth login/i);
  expect(got.error.message).not.toContain('secret');
});
