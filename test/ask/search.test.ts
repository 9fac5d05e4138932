import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { AnswerPlan, FaultName } from '../../simulator/simulator.ts';
import { closingLine, receiptOf } from '../../src/ask/receipt.ts';
import { openSearch, sourcesIn } from '../../src/ask/search.ts';
import { holdSecrets } from '../../src/system/redact.ts';
import { fileOf } from '../threads/support/store.ts';
import { calls, CLASSIC, LITE, read, scene, script, SEARCH } from './looker.ts';

const search = (...queries: readonly string[]): AnswerPlan => ({
  text: '',
  calls: [{ name: 'search', arguments: { queries } }],
});

test('a search goes to the address of the CLI’s, by our name, and is named with its sources', async () => {
  const a = await scene({ answer: script(search('newest Node', 'newest npm')) });
  const answer = await a.ask({ webSearch: true, prompt: 'What is new?' });
  const [asked, ...more] = a.simulator.requests('POST', SEARCH);
  expect(more).toEqual([]);
  expect(asked?.headers['originator']).toBe('codex-oauth');
  expect(asked?.body).toMatchObject({
    model: LITE,
    commands: { search_query: [{ q: 'newest Node' }, { q: 'newest npm' }] },
  });
  expect(answer.searched).toEqual([
    { queries: ['newest Node', 'newest npm'], sources: ['https://example.com/1', 'https://example.com/2'] },
  ]);
  expect(closingLine(answer, 'terminal')).toMatch(/searched .*newest Node.*example\.com/);
  expect(answer.looked).toBeUndefined();
  expect(a.progress.map((p) => p.phase)).toContain('searching');
});

test('a search is offered beside looking around only where it may', async () => {
  const a = await scene({ answer: script(calls(read('a'))) });
  await a.ask({ look: true });
  expect(JSON.stringify(a.bodies()[0])).not.toContain('"search"');
  await a.ask({ look: true, webSearch: true });
  expect(JSON.stringify(a.bodies()[2])).toContain('"search"');
});

test('a search that did not happen is said', async () => {
  const a = await scene({ answer: () => 'From memory.' });
  const answer = await a.ask({ webSearch: true });
  expect(answer.searched).toEqual([]);
  expect(closingLine(answer, 'terminal')).toContain('not searched');
  expect(receiptOf(answer).searched).toEqual([]);
});

test('a search with a secret in it is not sent, and the secret is in no receipt, thread or progress', async () => {
  const secret = `ghp_${randomBytes(27).toString('base64').replace(/[+/=]/g, 'a')}`.slice(0, 40);
  const a = await scene({ answer: script(search(`what is ${secret}`, 'monads')) });
  const answer = await a.ask({ webSearch: true });
  expect(answer.searched).toMatchObject([{ queries: ['monads'], problem: expect.any(String) as string }]);
  const [asked] = a.simulator.requests('POST', SEARCH);
  expect(asked?.body).toMatchObject({ commands: { search_query: [{ q: 'monads' }] } });
  const file = await readFile(fileOf(a.threads, answer.threadId ?? ''), 'utf8');
  for (const text of [JSON.stringify([answer, a.progress]), file]) expect(text).not.toContain(secret);
});

test('a search with the token of this login in it is not sent', async () => {
  const token = `made-up-${randomBytes(20).toString('hex')}`;
  holdSecrets(token);
  const opened = openSearch({
    deps: {} as never,
    ready: () => ({}) as never,
    renewed: () => {},
    says: () => {},
  });
  expect(await opened.tool.run({ queries: [`about ${token}`] }, new AbortController().signal)).not.toContain(
    token,
  );
  expect(opened.done).toMatchObject([{ queries: [] }]);
});

test.each<[FaultName, string]>([
  ['search.404', '404'],
  ['search.not_json', 'results'],
])('a search that fails (%s) is a sentence to the model, and the answer says so', async (fault, says) => {
  const a = await scene({ answer: script(search('monads')) });
  a.simulator.fault(fault);
  const answer = await a.ask({ webSearch: true });
  expect(answer.text).toContain(says);
  expect(answer.searched).toMatchObject([{ queries: [], problem: expect.stringContaining(says) as string }]);
  expect(closingLine(answer, 'terminal')).toContain('not searched');
});

test('a search whose token is refused renews it once, for the question too', async () => {
  const a = await scene({ answer: script(search('monads')) });
  a.simulator.fault('search.401', { times: 1 });
  expect((await a.ask({ webSearch: true })).searched).toMatchObject([{ queries: ['monads'] }]);
  expect(a.simulator.requests('POST', SEARCH)).toHaveLength(2);
  const b = await scene({ answer: script(search('monads')) });
  b.simulator.fault('search.401');
  expect((await b.ask({ webSearch: true })).searched).toMatchObject([{ queries: [] }]);
  expect(b.simulator.requests('POST', SEARCH)).toHaveLength(2);
});

test.each<[string, unknown]>([
  ['no list', { queries: 'monads' }],
  ['an empty list', { queries: [] }],
  ['six', { queries: ['1', '2', '3', '4', '5', '6'] }],
  ['numbers', { queries: [1] }],
  ['blanks', { queries: ['  '] }],
  ['a novel', { queries: ['x'.repeat(401)] }],
])('a search for %s is not sent', async (_title, args) => {
  const a = await scene({ answer: script({ text: '', calls: [{ name: 'search', arguments: args }] }) });
  expect((await a.ask({ webSearch: true })).searched).toEqual([]);
  expect(a.simulator.requests('POST', SEARCH)).toEqual([]);
});

test('a search of a classic model and of an API key is the server’s own', async () => {
  for (const key of [false, true]) {
    const a = await scene({ answer: () => 'Found.' }, { key });
    const answer = await a.ask({ webSearch: true, model: CLASSIC, prompt: 'monads?' });
    expect(answer.searched).toMatchObject([{ queries: ['monads?'] }]);
    expect(a.bodies()[0]).toMatchObject({ tools: [{ type: 'web_search' }] });
  }
});

test('a search of a lite model is the server’s own, on the full lane, only where the setting asks', async () => {
  const a = await scene({ fullLane: true, answer: () => 'Found.' }, { deps: { hostedSearch: true } });
  expect((await a.ask({ webSearch: true })).searched).toHaveLength(1);
  expect(a.bodies()[0]).toMatchObject({ tools: [{ type: 'web_search' }] });
  await a.ask({ webSearch: true, model: 'gpt-6-luna' });
  expect(a.bodies()[1]).not.toHaveProperty('tools');
  await a.ask({});
  expect(a.bodies()[2]).not.toHaveProperty('tools');
});

test.each([
  ['See https://a.example/x. Or (https://b.example), and <https://c.example/?q=1>!', 3],
  ['https://a.example https://a.example', 1],
  [Array.from({ length: 99 }, (_, i) => `https://a.example/${i}`).join(' '), 30],
  ['javascript:alert(1) file:///etc/passwd', 0],
  ['https://\u001b[2Jx https://a\u202eb https://x:99999999/ https://[', 0],
])('the addresses in a text are counted once, without what follows them (%#)', (text, count) => {
  const found = sourcesIn(text);
  expect(found).toHaveLength(count);
  for (const url of found) expect(url).toMatch(/[\w?=/]$/);
});
