import type { SimAccount } from '../accounts.ts';
import { type ActiveFault, textParam } from '../fault-plan.ts';
import { html, type Reply, redirect } from '../reply.ts';
import type { SimRequest } from '../request.ts';
import { defaultAccount, opaque, type World } from '../world.ts';
import { type AuthorizeRequest, callbackUrl, judgeAuthorize } from './authorize-request.ts';
import { consentPage, errorPage } from './pages.ts';

/** GET /oauth/authorize (docs/wire.md 1.1). */
export function authorize(request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const verdict = judgeAuthorize(request.query, world);
  if (verdict.kind === 'page') return html(400, errorPage('This sign-in link is not valid', verdict.message));
  if (verdict.kind === 'redirect') {
    return redirect(
      callbackUrl(verdict.redirectUri, {
        error: verdict.error,
        error_description: verdict.description,
        state: verdict.state,
      }),
    );
  }
  const asked = verdict.request;
  if (fault) return faulty(asked, world, fault);
  if (world.options.approve === 'auto') return approve(asked, preferred(asked.accounts), world);
  return html(200, consentPage(asked, world.consentForms.open(asked), preferred(asked.accounts).id));
}

/** POST /oauth/authorize/decision: a button of the consent page. */
export function decide(request: SimRequest, world: World): Reply {
  const fields = request.body.type === 'form' ? request.body.fields : new URLSearchParams();
  const asked = world.consentForms.take(fields.get('form_id') ?? '');
  if (!asked) {
    return html(400, errorPage('This page was used already', 'Start the sign-in again from your program.'));
  }
  if (fields.get('decision') !== 'approve') {
    return redirect(
      callbackUrl(asked.redirectUri, {
        error: 'access_denied',
        error_description: 'The user denied the request.',
        state: asked.state,
      }),
    );
  }
  const account = asked.accounts.find((one) => one.id === fields.get('account'));
  return approve(asked, account ?? preferred(asked.accounts), world);
}

function approve(asked: AuthorizeRequest, account: SimAccount, world: World): Reply {
  const code = world.codes.issue({
    account,
    clientId: asked.clientId,
    redirectUri: asked.redirectUri,
    challenge: asked.challenge,
    scope: asked.scope,
  });
  return redirect(callbackUrl(asked.redirectUri, { code, state: asked.state }));
}

function preferred(accounts: readonly SimAccount[]): SimAccount {
  return defaultAccount(accounts);
}

function faulty(asked: AuthorizeRequest, world: World, fault: ActiveFault): Reply {
  const back = (answer: Readonly<Record<string, string>>): Reply =>
    redirect(callbackUrl(asked.redirectUri, answer));
  switch (fault.name) {
    case 'authorize.wrong_state':
      return back({ code: opaque('ac-sim-'), state: opaque('', 32) });
    case 'authorize.no_code':
      return back({ state: asked.state });
    case 'authorize.denied':
      return back({
        error: 'access_denied',
        error_description: textParam(fault, 'description', 'The user denied the request.'),
        state: asked.state,
      });
    case 'authorize.server_error':
      return back({ error: 'server_error', state: asked.state });
    default:
      return approve(asked, preferred(asked.accounts), world);
  }
}
