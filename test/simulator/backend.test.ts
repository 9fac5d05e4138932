import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const ROUTES = [
  '/codex/models?client_version=0.169.0',
  '/wham/usage',
  '/wham/accounts/check',
  '/wham/config/bundle',
];

function get(sim: Simulator, path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(sim.backendUrl + path, { headers });
}

async function slugs(sim: Simulator, version: string): Promise<readonly string[]> {
  const answer = await get(sim, `/codex/models?client_version=${version}`, s.signedIn(sim));
  const { models } = (await s.jsonOf(answer)) as { models: { slug: string }[] };
  return models.map((model) => model.slug);
}

describe.each(ROUTES)('%s', (path) => {
  test('answers a good token and its account', async () => {
    const sim = await s.start();
    expect((await get(sim, path, s.signedIn(sim))).status).toBe(200);
  });

  test('refuses a token that is missing, unknown, expired or revoked with 401', async () => {
    const sim = await s.start();
    const account = { 'chatgpt-account-id': 'acc-sim-0001' };
    const expired = sim.mintTokens({ accessTtlSeconds: 10 });
    sim.advance(11);
    const revoked = sim.mintTokens();
    sim.revoke(revoked.accessToken);
    const tokens = [
      'Bearer ',
      'Bearer unknown',
      `Bearer ${expired.accessToken}`,
      `Bearer ${revoked.accessToken}`,
    ];
    for (const authorization of tokens) {
      expect((await get(sim, path, { ...account, authorization })).status).toBe(401);
    }
    expect((await get(sim, path, account)).status).toBe(401);
  });

  test('refuses a missing or foreign account with 403', async () => {
    const sim = await s.start();
    const { authorization = '' } = s.signedIn(sim);
    expect((await get(sim, path, { authorization })).status).toBe(403);
    expect((await get(sim, path, { authorization, 'chatgpt-account-id': 'acc-sim-0002' })).status).toBe(403);
  });
});

describe('the catalogue', () => {
  test('has twelve models, of which gpt-6.1-sol comes first and only gpt-5.5 is classic', async () => {
    const sim = await s.start();
    const answer = await get(sim, '/codex/models?client_version=0.169.0', s.signedIn(sim));
    const { models } = (await s.jsonOf(answer)) as { models: Record<string, unknown>[] };
    expect(models).toHaveLength(12);
    const listed = models.filter((model) => model['visibility'] === 'list');
    expect(listed.toSorted((a, b) => Number(a['priority']) - Number(b['priority']))[0]?.['slug']).toBe(
      'gpt-6.1-sol',
    );
    expect(
      models.filter((model) => model['use_responses_lite'] === false).map((model) => model['slug']),
    ).toEqual(['gpt-5.5']);
  });

  test('hides what the client is too old for', async () => {
    const sim = await s.start();
    expect(await slugs(sim, '0.169.0')).toContain('gpt-6-astra');
    expect(await slugs(sim, '0.152.9')).not.toContain('gpt-6-astra');
    expect(await slugs(sim, '0.153.0')).toContain('gpt-6-astra');
    expect(await slugs(sim, '0.20.0')).toEqual([]);
  });

  test('wants to know the version', async () => {
    const sim = await s.start();
    expect((await get(sim, '/codex/models', s.signedIn(sim))).status).toBe(400);
    expect((await get(sim, '/codex/models?client_version=new', s.signedIn(sim))).status).toBe(400);
  });

  test('is not sent again to who has it, until its ETag changes', async () => {
    const sim = await s.start();
    const path = '/codex/models?client_version=0.169.0';
    const etag = (await get(sim, path, s.signedIn(sim))).headers.get('etag') ?? '';
    const cached = { ...s.signedIn(sim), 'if-none-match': etag };
    expect((await get(sim, path, cached)).status).toBe(304);
    sim.fault('models.etag_change', { times: 1 });
    const changed = await get(sim, path, cached);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect((await get(sim, path, cached)).headers.get('etag')).toBe(changed.headers.get('etag'));
  });
});

describe('usage', () => {
  test('tells windows whose end comes nearer', async () => {
    const sim = await s.start();
    const read = async () => {
      const body = await s.jsonOf(await get(sim, '/wham/usage', s.signedIn(sim)));
      return body['rate_limit'] as { primary_window: Record<string, number> };
    };
    const first = (await read()).primary_window;
    expect(first).toMatchObject({ used_percent: 12, limit_window_seconds: 18_000 });
    sim.advance(60);
    const later = (await read()).primary_window;
    expect(later['reset_at']).toBe(first['reset_at']);
    expect(
      Number(first['reset_after_seconds']) - Number(later['reset_after_seconds']),
    ).toBeGreaterThanOrEqual(60);
  });

  test('says when a limit is reached', async () => {
    const sim = await s.start();
    sim.setLimits({ primary: { usedPercent: 100, windowMinutes: 300, resetAfterSeconds: 60 } });
    expect(await s.jsonOf(await get(sim, '/wham/usage', s.signedIn(sim)))).toMatchObject({
      rate_limit: { allowed: false, limit_reached: true },
    });
  });
});

test('the accounts of the user are listed, with their routing', async () => {
  const sim = await s.start({
    accounts: [
      {},
      { id: 'ws-eu', workspaceName: 'Acme', backendOrigin: 'https://us.example.com', routingOverride: 'us' },
    ],
  });
  expect(await s.jsonOf(await get(sim, '/wham/accounts/check', s.signedIn(sim, 'ws-eu')))).toMatchObject({
    accounts: [
      { id: 'acc-sim-0001', structure: 'personal', workspace_backend_origin: 'NO_CONSTRAINT' },
      { id: 'ws-eu', structure: 'workspace', account_routing_override: 'us' },
    ],
    account_ordering: ['acc-sim-0001', 'ws-eu'],
    default_account_id: 'ws-eu',
  });
});

test('a personal access token is as good as a login', async () => {
  const sim = await s.start();
  const headers = { authorization: 'Bearer at-sim-0001', 'chatgpt-account-id': 'acc-sim-0001' };
  expect((await get(sim, '/wham/usage', headers)).status).toBe(200);
});

test('scripts meet a challenge page, when configured so', async () => {
  const sim = await s.start({ challengeScripts: true });
  const answer = await get(sim, '/wham/usage', { ...s.signedIn(sim), 'user-agent': 'node' });
  expect(answer.status).toBe(403);
  expect(answer.headers.get('cf-mitigated')).toBe('challenge');
  expect((await get(sim, '/wham/usage', s.signedIn(sim))).status).toBe(200);
});

test('what is not there is not found', async () => {
  const sim = await s.start();
  expect((await get(sim, '/codex/unknown', s.signedIn(sim))).status).toBe(404);
  expect((await get(sim, '/codex/responses', s.signedIn(sim))).status).toBe(405);
});
