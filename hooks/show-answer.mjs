// Claude Code runs this after each codex_query: it shows the answer word for word under the call and tells the model so,
// which then need not type (and the user pay) it a second time. Silent where nobody would see it; then the model
// relays the answer, as the commands say.
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** The host cuts a hook's message above 10,000 characters to a preview of its own. */
const MOST = 9_000;
/** Of an answer that does not fit. */
const BEGINNING = 4_000;

const { tool_response: blocks, agent_id: subagent } = JSON.parse(await text(process.stdin));
const inTerminal = process.env['CLAUDE_CODE_ENTRYPOINT'] === 'cli';
const answer = Array.isArray(blocks) ? blocks.flatMap((block) => block.text ?? []).join('\n\n') : '';

// A call that was moved to the background has the host's own words as its result; its answer comes later, without a hook.
const ours = answer.lastIndexOf('\n\n—\n') > 0;

if (inTerminal && !subagent && ours) {
  const whole = answer.length <= MOST;
  const cut = answer.lastIndexOf('\n\n', BEGINNING);
  const beginning = answer.slice(0, cut > 0 ? cut : BEGINNING);
  const rest = `… ${answer.length - beginning.length} more characters: ctrl+o shows the whole answer.`;
  /** Our own lines: thread, model, what was attached. */
  const closing = answer.slice(answer.lastIndexOf('\n\n')).slice(0, BEGINNING);
  process.stdout.write(
    JSON.stringify({
      systemMessage: `\n${whole ? answer : `${beginning}\n\n${rest}${closing}`}`,
      hookSpecificOutput: {
        hookEventName: 'PostToolUse',
        additionalContext: whole
          ? 'The user has been shown this answer, word for word. Do not repeat it.'
          : 'The user has been shown the beginning of this answer, word for word, and that ctrl+o shows all of it. Do not repeat it.',
      },
    }),
  );
}
