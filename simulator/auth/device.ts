import { apiError, html, json, type Reply } from '../reply.ts';
import { asString, jsonObject, type SimRequest } from '../request.ts';
import { SCOPE } from '../options.ts';
import { defaultAccount, findAccount, type World } from '../world.ts';
import { issuerOf } from '../chatgpt/keys.ts';
import { deviceCodePage, deviceConsentPage, errorPage, messagePage } from './pages.ts';

/** POST /api/accounts/deviceauth/usercode (docs/wire.md 2, step 1). The interval is a JSON string. */
export function requestUserCode(request: SimRequest, world: World): Reply {
  const clientId = asString(jsonObject(request)?.['client_id']);
  if (clientId === undefined)
    return apiError(400, 'invalid_request', 'A JSON body with client_id is needed.');
  if (!world.clientIds.includes(clientId))
    return apiError(400, 'invalid_client', 'The client_id is not known.');
  const login = world.devices.start(clientId, issuerOf(request, world));
  return json(200, {
    device_auth_id: login.deviceAuthId,
    user_code: login.userCode,
    interval: String(world.devices.intervalSeconds),
    expires_at: new Date(login.expiresAtMs).toISOString(),
  });
}

/** POST /api/accounts/deviceauth/token (docs/wire.md 2, step 3). 403 and 404 mean: not yet. */
export function pollDevice(request: SimRequest, world: World): Reply {
  const body = jsonObject(request);
  const deviceAuthId = asString(body?.['device_auth_id']);
  const userCode = asString(body?.['user_code']);
  if (deviceAuthId === undefined || userCode === undefined) {
    return apiError(400, 'invalid_request', 'A JSON body with device_auth_id and user_code is needed.');
  }
  const login = world.devices.poll(deviceAuthId, userCode);
  if (!login) return apiError(404, 'deviceauth_authorization_unknown', 'No such device login.');
  if (world.devices.expired(login))
    return apiError(410, 'deviceauth_expired', 'The device code has expired.');
  if (login.status === 'denied') return apiError(403, 'deviceauth_access_denied', 'The request was denied.');
  if (login.status === 'pending')
    return apiError(403, 'deviceauth_authorization_pending', 'Not approved yet.');
  login.code ??= world.codes.issue({
    account: findAccount(world, login.accountId) ?? defaultAccount(world.accounts),
    clientId: login.clientId,
    redirectUri: `${login.issuer}/deviceauth/callback`,
    challenge: login.challenge,
    scope: SCOPE,
  });
  return json(200, {
    authorization_code: login.code,
    code_challenge: login.challenge,
    code_verifier: login.verifier,
  });
}

/** GET /codex/device: where the user types the code. */
export function showDevicePage(): Reply {
  return html(200, deviceCodePage());
}

/** POST /codex/device: the code was typed. */
export function enterUserCode(request: SimRequest, world: World): Reply {
  const login = world.devices.byUserCode(formField(request, 'user_code'));
  if (login?.status !== 'pending') {
    return html(400, deviceCodePage('This code is not known, or it has expired. Check it and try again.'));
  }
  const formId = world.deviceForms.open(login.userCode);
  const chosen = defaultAccount(world.accounts).id;
  return html(200, deviceConsentPage(login.userCode, formId, world.accounts, chosen));
}

/** POST /codex/device/decision: a button of the page. */
export function decideDevice(request: SimRequest, world: World): Reply {
  const userCode = world.deviceForms.take(formField(request, 'form_id'));
  if (userCode === undefined) {
    return html(400, errorPage('This page was used already', 'Start the sign-in again from your program.'));
  }
  if (formField(request, 'decision') !== 'approve') {
    world.devices.deny(userCode);
    return html(200, messagePage('Denied', 'The device was not connected. You can close this page.'));
  }
  world.devices.approve(userCode, formField(request, 'account'));
  return html(200, messagePage('Approved', 'The device is connected. You can close this page.'));
}

function formField(request: SimRequest, name: string): string {
  return request.body.type === 'form' ? (request.body.fields.get(name) ?? '') : '';
}
