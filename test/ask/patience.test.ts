import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { idleLimit, PATIENCE, untimed } from '../../src/ask/patience.ts';
import { orAborted } from '../../src/system/time.ts';

const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

test('Node’s own limit on a silent body does not hold for a question', async () => {
  const server = createServer((_request, response) => {
    response.write('a');
    setTimeout(() => response.end('b'), 1_500);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  await fetch('data:,');
  // The limit is 300 s; the same limit at 0.3 s shows what becomes of it.
  const usual: unknown = Reflect.get(globalThis, DISPATCHER);
  const Agent = (usual as object).constructor;
  Reflect.set(globalThis, DISPATCHER, Reflect.construct(Agent, [{ bodyTimeout: 300 }]));
  onTestFinished(() => void Reflect.set(globalThis, DISPATCHER, usual));
  await expect(fetch(url).then((r) => r.text())).rejects.toThrow();
  expect(await fetch(url, await untimed(fetch)).then((r) => r.text())).toBe('ab');
});

test('a client of an unknown kind is left as it is', async () => {
  await fetch('data:,');
  const usual: unknown = Reflect.get(globalThis, DISPATCHER);
  onTestFinished(() => void Reflect.set(globalThis, DISPATCHER, usual));
  Reflect.set(globalThis, DISPATCHER, new Map());
  expect(await untimed(fetch)).toEqual({});
});

test.each([
  [undefined, PATIENCE.idleMs],
  ['low', PATIENCE.idleMs],
  ['medium', PATIENCE.idleMs],
  ['high', PATIENCE.longIdleMs],
  ['xhigh', PATIENCE.longIdleMs],
  ['max', PATIENCE.longIdleMs],
])('at effort %s silence may last %i ms', (effort, ms) => {
  expect(idleLimit(effort, PATIENCE)).toBe(ms);
});

test('work that others share is left behind as soon as the signal fires', async () => {
  const cancel = new AbortController();
  const never = new Promise<string>(() => {});
  const waiting = orAborted(never, cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(orAborted(never, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(await orAborted(Promise.resolve('a'), new AbortController().signal)).toBe('a');
});
