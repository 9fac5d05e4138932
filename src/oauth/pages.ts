/** Escapes text for use between tags: a description comes from the query and may contain anything. */
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const style =
  'html{color-scheme:light dark}' +
  'body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;' +
  'background:Canvas;color:CanvasText}' +
  'main{max-width:30rem;padding:2rem;text-align:center}' +
  '.mark{width:56px;height:56px;border-radius:50%;display:inline-grid;place-items:center;font-size:28px;color:#fff}' +
  '.ok .mark{background:#1a7f4b}.failed .mark{background:#b3261e}' +
  'h1{font-size:1.4rem;margin:1rem 0 .5rem}p{margin:.5rem 0}' +
  '.why{opacity:.8;overflow-wrap:anywhere}';

/** Only the style above may apply: no script, no frame, no request to anywhere. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  connection: 'close',
};

function page(kind: 'ok' | 'failed', title: string, paragraphs: readonly string[]): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escapeHtml(title)}</title><style>${style}</style></head>` +
    `<body><main class="${kind}"><div class="mark" aria-hidden="true">${kind === 'ok' ? '✓' : '!'}</div>` +
    `<h1>${escapeHtml(title)}</h1>${paragraphs.join('')}</main></body></html>\n`
  );
}

/** What the browser shows once the tokens are stored. */
export function successPage(account: string | undefined): string {
  return page('ok', 'You are signed in', [
    account ? `<p>Signed in as ${escapeHtml(account)}.</p>` : '',
    '<p>You can close this tab and go back.</p>',
  ]);
}

/** What the browser shows when the sign-in did not work. */
export function failurePage(why: string): string {
  return page('failed', 'Sign-in did not finish', [
    `<p class="why">${escapeHtml(why)}</p>`,
    '<p>Nothing was stored. Go back to where you started, and try again.</p>',
  ]);
}
