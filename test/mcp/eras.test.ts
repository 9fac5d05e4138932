import { expect, test } from 'vitest';
import { AskingBack } from '../../src/mcp/host.ts';
import { createAsking } from '../../src/mcp/eras/asking.ts';
import { eraOf, type Seen } from '../../src/mcp/eras/claim.ts';
import type { Message } from '../../src/mcp/json-rpc.ts';
import { claim } from '../support/newer.ts';

const FRESH: Seen = { greeted: false, claimed: false };
const CLAIMED: Seen = { greeted: false, claimed: true };
const BOTH: Seen = { greeted: true, claimed: true };
const own = (method: string): Message => ({ jsonrpc: '2.0', id: 1, method, params: { _meta: claim() } });
const plain = (method: string): Message => ({ jsonrpc: '2.0', id: 1, method });
const reply: Message = { jsonrpc: '2.0', id: 1, result: {} };

test.each([
  [own('server/discover'), FRESH, 'newer'],
  [plain('server/discover'), FRESH, 'newer'],
  [own('tools/list'), FRESH, 'newer'],
  [own('initialize'), FRESH, 'newer'],
  [plain('initialize'), FRESH, 'older'],
  [plain('initialize'), CLAIMED, 'older'],
  [plain('tools/list'), FRESH, 'older'],
  [plain('tools/list'), CLAIMED, 'newer'],
  [plain('tools/list'), BOTH, 'older'],
  [own('tools/list'), BOTH, 'newer'],
  [plain('server/discover'), BOTH, 'newer'],
  [reply, FRESH, 'older'],
  [reply, BOTH, 'older'],
] as const)('%j after %j is of the %s era', (message, seen, era) => {
  expect(eraOf(message, seen)).toBe(era);
});

/** What a call ends with that asks the user. */
async function stateOf(asked: Promise<unknown>): Promise<unknown> {
  const thrown = await asked.catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AskingBack);
  return (thrown as AskingBack).result['requestState'];
}

const question = (q: number) => ({ method: 'elicitation/create', params: { q } }) as const;
const CALL = { name: 'tool', arguments: { a: 1 } };
const YES = { action: 'accept' };
const back = { user: YES };

test('each question of a call keeps its answer while the next is asked', async () => {
  const asking = createAsking();
  const first = await stateOf(asking(CALL, undefined, undefined).ask(question(1), 'x'));
  const second = asking(CALL, first, back);
  expect(await second.ask(question(1), 'x')).toEqual(YES);
  const third = asking(CALL, await stateOf(second.ask(question(2), 'y')), { user: { action: 'decline' } });
  expect(await third.ask(question(1), 'x')).toEqual(YES);
  expect(await third.ask(question(2), 'y')).toEqual({ action: 'decline' });
});

test.each([
  ['another call', { ...CALL, name: 'other' }, question(1), 'x', back],
  ['other arguments', { ...CALL, arguments: { a: 2 } }, question(1), 'x', back],
  ['another question', CALL, question(2), 'x', back],
  ['something else', CALL, question(1), 'y', back],
  ['another name', CALL, question(1), 'x', { other: YES }],
  ['no answer', CALL, question(1), 'x', undefined],
])('an answer does not count for %s', async (_what, call, asked, about, responses) => {
  const asking = createAsking();
  const state = await stateOf(asking(CALL, undefined, undefined).ask(question(1), 'x'));
  await stateOf(asking(call, state, responses).ask(asked, about));
});

test('an answer counts once, in its own process, and not where too many came after it', async () => {
  const asking = createAsking();
  const state = await stateOf(asking(CALL, undefined, undefined).ask(question(1), 'x'));
  await stateOf(createAsking()(CALL, state, back).ask(question(1), 'x'));
  expect(await asking(CALL, state, back).ask(question(1), 'x')).toEqual(YES);
  await stateOf(asking(CALL, state, back).ask(question(1), 'x'));
  const old = await stateOf(asking(CALL, undefined, undefined).ask(question(1), 'x'));
  for (let i = 0; i < 100; i += 1) await stateOf(asking(CALL, undefined, undefined).ask(question(i), 'z'));
  await stateOf(asking(CALL, old, back).ask(question(1), 'x'));
});
