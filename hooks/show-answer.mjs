// Claude Code runs this after each codex_query, and at each prompt, because the answer of a call that went on in the
// background comes as one. It shows the answer word for word and tells the model, so that the model does not write it
// again at the user's cost. Where no user would see it, it prints nothing, and the model relays the answer, as the
// commands say.
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** The line above our own words at the end of every answer (src/jobs/edge.ts). */
const EDGE = '\n\n—\n';
/** What a notice says before the result, and of whose call. */
const BEGIN = '\n<result>\n';
const CALL = '(plugin:codex-oauth:codex/codex_query)';
/** The host cuts a hook's message above 10,000 characters to a preview of its own. */
const MOST = 9_000;
/** How much of each end of a long answer is shown. */
const END = 4_000;

const input = JSON.parse(await text(process.stdin));
const { hook_event_name: event, tool_response: blocks, prompt = '', agent_id: subagent } = input;
const inTerminal = process.env['CLAUDE_CODE_ENTRYPOINT'] === 'cli';
const answer = Array.isArray(blocks) ? blocks.flatMap((block) => block.text ?? []).join('\n\n') : inNotice();

// If a call moves to the background, its result is the host's own text, without an edge.
const ours = answer.includes(EDGE);

/** The answer in the host's notice of our call's end; the host's words go first, and name the tool. */
function inNotice() {
  const from = prompt.indexOf(BEGIN);
  const head = prompt.slice(0, Math.max(0, from));
  if (!head.startsWith('<task-notification>') || !head.includes(CALL)) return '';
  const result = prompt.slice(from + BEGIN.length, prompt.lastIndexOf('\n</result>'));
  // Escaped by the host; what has one of these as it is was not.
  if (/[<>]/.test(result)) return result;
  return result.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

// A result unfolds, a notice does not.
const [, id] = /thread_id: ([\da-f-]{36})/.exec(answer.slice(answer.lastIndexOf(EDGE))) ?? [];
const way = blocks ? 'ctrl+o' : id && `!codex-oauth threads show ${id}`;

/**
 * The beginning and the end, cut between paragraphs. The end contains the mark of a partial answer and our own lines.
 */
function bothEnds() {
  const first = answer.lastIndexOf('\n\n', END);
  const beginning = answer.slice(0, first > 0 ? first : END);
  const last = answer.indexOf('\n\n', answer.length - END);
  const end = answer.slice(last > 0 ? last : -END);
  const rest = answer.length - beginning.length - end.length;
  return `${beginning}\n\n… ${rest} characters are left out here: ${way} shows the whole answer …\n${end}`;
}

const whole = answer.length <= MOST;
if (inTerminal && !subagent && ours && (whole || way)) {
  process.stdout.write(
    JSON.stringify({
      systemMessage: `\n${whole ? answer : bothEnds()}`,
      hookSpecificOutput: {
        hookEventName: event,
        additionalContext: whole
          ? 'The user has been shown this answer, word for word. Do not repeat it.'
          : 'The user has been shown the beginning and the end of this answer, word for word, and how to see all of it. Do not repeat it.',
      },
    }),
  );
}
