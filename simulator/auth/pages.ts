import type { AuthorizeRequest } from './authorize-request.ts';

/** The few pages a person sees. One style, no script, readable without colour. */

export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

function page(title: string, main: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · login simulator</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto 0; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
fieldset { border: 1px solid #8888; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
label { display: block; padding: .35rem 0; }
button { font: inherit; padding: .55rem 1.4rem; border-radius: .5rem; border: 1px solid #888; margin-right: .5rem; cursor: pointer; }
button.main { background: #14532d; border-color: #14532d; color: #fff; }
input[type=text] { font: 1.25rem ui-monospace, monospace; padding: .4rem .6rem; width: 12ch; }
:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
.note { font-size: .875rem; opacity: .8; border-top: 1px solid #8886; margin-top: 2rem; padding-top: .75rem; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
<p class="note">This is a local simulator. No real account is involved, and nothing leaves this machine.</p>
</body>
</html>
`;
}

export function errorPage(title: string, message: string): string {
  return page(title, `<p role="alert">${escapeHtml(message)}</p>`);
}

export function messagePage(title: string, message: string): string {
  return page(title, `<p role="status">${escapeHtml(message)}</p>`);
}

interface Choice {
  readonly id: string;
  readonly email: string;
  readonly plan: string;
  readonly workspaceName: string | null;
}

function accountChoices(accounts: readonly Choice[], chosen: string): string {
  const rows = accounts.map((account) => {
    const where = account.workspaceName ?? 'Personal account';
    const label = `${account.email} · ${where} (${account.plan})`;
    const checked = account.id === chosen ? ' checked' : '';
    return `<label><input type="radio" name="account" value="${escapeHtml(account.id)}"${checked}> ${escapeHtml(label)}</label>`;
  });
  return `<fieldset><legend>Account</legend>${rows.join('')}</fieldset>`;
}

const BUTTONS =
  '<button class="main" type="submit" name="decision" value="approve">Approve</button>' +
  '<button type="submit" name="decision" value="deny">Deny</button>';

export function consentPage(request: AuthorizeRequest, formId: string, chosen: string): string {
  const who = request.originator === '' ? request.clientId : request.originator;
  return page(
    'Sign in',
    `<p><strong>${escapeHtml(who)}</strong> asks to use your account. You will be sent back to
<code>${escapeHtml(request.redirectUri)}</code>.</p>
<form method="post" action="/oauth/authorize/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(request.accounts, chosen)}
${BUTTONS}
</form>`,
  );
}

/** The consent for a program of somebody else: its name, and whose plan it may use. */
export function appConsentPage(
  query: URLSearchParams,
  formId: string,
  accounts: readonly Choice[],
  chosen: string,
): string {
  const name = query.get('agent_name_hint') ?? 'A connected program';
  return page(
    'Continue with ChatGPT',
    `<p><strong>${escapeHtml(name)}</strong> asks to sign you in and to use your ChatGPT plan. You will be sent back to
<code>${escapeHtml(query.get('redirect_uri') ?? '')}</code>.</p>
<form method="post" action="/api/accounts/authorize/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(accounts, chosen)}
${BUTTONS}
</form>`,
  );
}

export function deviceCodePage(problem?: string): string {
  return page(
    'Connect a device',
    `${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="/codex/device">
<label for="user_code">The code your program shows</label>
<input id="user_code" name="user_code" type="text" autocomplete="one-time-code" autofocus required>
<button class="main" type="submit">Continue</button>
</form>`,
  );
}

export function deviceConsentPage(
  userCode: string,
  formId: string,
  accounts: readonly Choice[],
  chosen: string,
): string {
  return page(
    'Approve this device?',
    `<p>Approve only if your program shows the code <strong>${escapeHtml(userCode)}</strong>.</p>
<form method="post" action="/codex/device/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(accounts, chosen)}
${BUTTONS}
</form>`,
  );
}
