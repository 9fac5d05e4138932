const SPINNER = /^[^\w\s❯●⎿│─╌] ?\p{Lu}\p{L}+(?:-\p{L}+)?(?:…| for ).*$/u;
/** The last line of the host's header, which names the folder. */
const HEAD_END = /^.{11}~\/project$/;
/** A spinner at rest that has more to say than how long it spun. */
const RUNNING = /^(.) \p{L}.* · (\d+ MCP tasks? still running)$/u;
/** The line in which the user types, empty. */
const EMPTY_INPUT = /\n─+\n❯\s*\n─+\n[^\n]*$/;
const FOOT = /^\s*(?:[◐◑◒◓○●] \w+ · \/effort|tmux focus-events off)/;
const BOXED = /^(\s*│ )(.*)$/;

/** A long URL in a box is broken over several lines: put together, made the same every time, and broken again. */
function calmBoxes(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  let box: { readonly margin: string; readonly parts: string[] } | undefined;
  const close = (): void => {
    if (!box) return;
    const { margin, parts } = box;
    const width = Math.max(...parts.map((part) => part.length));
    const text = parts.join('');
    const calm = text.startsWith('http') ? calmUrl(text) : undefined;
    const pieces = calm === undefined ? parts : (calm.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
    out.push(...pieces.map((piece) => margin + piece));
    box = undefined;
  };
  for (const line of lines) {
    const [, margin, text] = BOXED.exec(line) ?? [];
    if (margin === undefined || text === undefined) {
      close();
      out.push(line);
    } else if (box) box.parts.push(text);
    else box = { margin, parts: [text] };
  }
  close();
  return out;
}

function calmUrl(text: string): string {
  return text
    .replace(/(code_challenge|state)=[\w-]+/g, (_, name: string) => `${name}=…`)
    .replace(/(127\.0\.0\.1%3A)\d+/, '$11455');
}

/** A screen as it belongs in a page: without header, clock and spinner, and the same every time. */
export function tidy(screen: string): string {
  const lines = screen.split('\n').map((line) => line.trimEnd());
  const shown = lines.slice(lines.findIndex((line) => HEAD_END.test(line)) + 1);
  const foot = shown.findIndex((line) => FOOT.test(line));
  const body = (foot < 0 ? shown : shown.slice(0, foot))
    .map((line) => line.replace(RUNNING, '✻ $2'))
    .filter((line) => !SPINNER.test(line));
  const text = calmBoxes(body).join('\n');
  return `${text
    .trimEnd()
    .replace(EMPTY_INPUT, '')
    .replace(/(127\.0\.0\.1%3A)\d+/g, '$11455')
    .replace(/\b[A-Z0-9]{4}-[A-Z0-9]{5}\b/g, 'ABCD-12345')
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '01a1fc56-db57-7547-b1ea-01cf9df42919')
    .replace(/^[ ●] (Calling .*?)(?: · [\d ms]+)?…$/gm, '● $1…')
    .replace(/\b[\da-f]{32}\b/g, '01a1fc56db577547b1ea01cf9df42919')
    .replace(/(Task: +)k[a-z\d]{8}\b/g, '$1k1234abcd')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '2026-11-21 12:00')
    .replace(/ in \/\S*…/g, ' in ~/project')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()}\n`;
}

/** A picture without what differs from run to run: how far an answer has come when it is looked at. */
export const calm = (picture: string): string =>
  picture
    .replace(/\d+ s · ≈\d+ tokens · …[^]*?(?=\n\n|\n +⎿|\n +Runtime|\n$)/g, '… s · ≈… tokens · …')
    .replace(/Runtime:( +)\d+s/g, 'Runtime:$1…s');
