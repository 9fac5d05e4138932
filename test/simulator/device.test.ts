import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

interface Asked {
  readonly device_auth_id: string;
  readonly user_code: string;
}

async function ask(sim: Simulator): Promise<Asked> {
  const answer = await s.postJson(`${sim.issuer}/api/accounts/deviceauth/usercode`, { client_id: s.CLIENT });
  return (await s.jsonOf(answer)) as unknown as Asked;
}

function poll(sim: Simulator, { device_auth_id, user_code }: Asked): Promise<Response> {
  return s.postJson(`${sim.issuer}/api/accounts/deviceauth/token`, { device_auth_id, user_code });
}

test('a user code comes with an interval that is a string', async () => {
  const sim = await s.start();
  const asked = await s.postJson(`${sim.issuer}/api/accounts/deviceauth/usercode`, { client_id: s.CLIENT });
  expect(await s.jsonOf(asked)).toEqual({
    device_auth_id: expect.stringMatching(/.{20,}/),
    user_code: expect.stringMatching(/^[A-Z]{4}-\d{5}$/),
    interval: '5',
    expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
});

test('an approved code is exchanged with the pair that the server made', async () => {
  const sim = await s.start();
  const asked = await ask(sim);
  expect((await poll(sim, asked)).status).toBe(403);
  expect(sim.approveDevice(asked.user_code.toLowerCase(), 'acc-sim-0002')).toBe(true);
  const grant = await s.jsonOf(await poll(sim, asked));
  const answer = await s.postForm(`${sim.issuer}/oauth/token`, {
    grant_type: 'authorization_code',
    client_id: s.CLIENT,
    code: String(grant['authorization_code']),
    redirect_uri: `${sim.issuer}/deviceauth/callback`,
    code_verifier: String(grant['code_verifier']),
  });
  expect(answer.status).toBe(200);
  const claims = s.claimsOf(String((await s.jsonOf(answer))['access_token']));
  expect(claims['https://api.openai.com/auth']).toMatchObject({ chatgpt_account_id: 'acc-sim-0002' });
});

test('the exchange insists on the redirect of the device flow', async () => {
  const sim = await s.start();
  const asked = await ask(sim);
  sim.approveDevice(asked.user_code);
  const grant = await s.jsonOf(await poll(sim, asked));
  const answer = await s.postForm(`${sim.issuer}/oauth/token`, {
    grant_type: 'authorization_code',
    client_id: s.CLIENT,
    code: String(grant['authorization_code']),
    redirect_uri: s.REDIRECT,
    code_verifier: String(grant['code_verifier']),
  });
  expect(await s.jsonOf(answer)).toMatchObject({ error: 'invalid_grant' });
});

describe('a poll', () => {
  test('for a denied code looks pending by its status', async () => {
    const sim = await s.start();
    const asked = await ask(sim);
    sim.denyDevice(asked.user_code);
    const answer = await poll(sim, asked);
    expect(answer.status).toBe(403);
    expect(await s.jsonOf(answer)).toMatchObject({ error: { code: 'deviceauth_access_denied' } });
  });

  test('after fifteen minutes is told so', async () => {
    const sim = await s.start();
    const asked = await ask(sim);
    sim.advance(901);
    expect((await poll(sim, asked)).status).toBe(410);
    expect(sim.approveDevice(asked.user_code)).toBe(false);
  });

  test('with another user code finds nothing', async () => {
    const sim = await s.start();
    const asked = await ask(sim);
    expect((await poll(sim, { ...asked, user_code: 'AAAA-00000' })).status).toBe(404);
  });

  test('sooner than the interval is counted', async () => {
    const sim = await s.start();
    const asked = await ask(sim);
    await poll(sim, asked);
    await poll(sim, asked);
    sim.advance(5);
    await poll(sim, asked);
    expect(sim.state.devices).toMatchObject([{ polls: 3, earlyPolls: 1 }]);
  });

  test('is approved by itself at the second time, when configured so', async () => {
    const sim = await s.start({ approveDevices: 'auto' });
    const asked = await ask(sim);
    expect((await poll(sim, asked)).status).toBe(403);
    expect((await poll(sim, asked)).status).toBe(200);
  });
});

describe('the device page', () => {
  async function enter(sim: Simulator, userCode: string): Promise<string> {
    return (await s.postForm(`${sim.issuer}/codex/device`, { user_code: userCode })).text();
  }

  test('leads from code to approval, once', async () => {
    const sim = await s.start();
    const asked = await ask(sim);
    expect(await (await fetch(`${sim.issuer}/codex/device`)).text()).toContain('name="user_code"');
    const formId = /name="form_id" value="([^"]+)"/.exec(await enter(sim, asked.user_code))?.[1] ?? '';
    const press = () =>
      s.postForm(`${sim.issuer}/codex/device/decision`, {
        form_id: formId,
        decision: 'approve',
        account: 'acc-sim-0001',
      });
    expect((await press()).status).toBe(200);
    expect((await poll(sim, asked)).status).toBe(200);
    expect((await press()).status).toBe(400);
  });

  test('says when a code is not known', async () => {
    const sim = await s.start();
    expect(await enter(sim, 'NONE-00000')).toContain('role="alert"');
  });
});

test.each([
  ['device.denied', 403],
  ['device.expired', 410],
  ['device.pending_404', 404],
  ['device.400', 400],
  ['device.429', 429],
  ['device.500', 500],
] as const)('the fault %s answers a poll with %i', async (name, status) => {
  const sim = await s.start();
  const asked = await ask(sim);
  sim.approveDevice(asked.user_code);
  sim.fault(name, { times: 1 });
  expect((await poll(sim, asked)).status).toBe(status);
  expect((await poll(sim, asked)).status).toBe(200);
});

test('the fault device.disabled hides the flow', async () => {
  const sim = await s.start();
  sim.fault('device.disabled');
  const answer = await s.postJson(`${sim.issuer}/api/accounts/deviceauth/usercode`, { client_id: s.CLIENT });
  expect(answer.status).toBe(404);
});

test('a personal access token says whose it is', async () => {
  const sim = await s.start({ personalAccessTokens: { 'at-mine': 'acc-sim-0002' } });
  const path = `${sim.issuer}/api/accounts/v1/user-auth-credential/whoami`;
  const mine = await fetch(path, { headers: { authorization: 'Bearer at-mine' } });
  expect(await s.jsonOf(mine)).toEqual({
    email: 'dev@example.com',
    chatgpt_user_id: 'user-sim-0001',
    chatgpt_account_id: 'acc-sim-0002',
    chatgpt_plan_type: 'business',
    chatgpt_account_is_fedramp: false,
  });
  expect((await fetch(path, { headers: { authorization: 'Bearer at-other' } })).status).toBe(401);
});
