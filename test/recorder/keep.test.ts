import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage, type RequestListener } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openThreads } from '../../src/threads/store.ts';
import { storeDeps, threadsDir } from '../threads/support/store.ts';
import {
  answered,
  ask,
  bodyOf,
  call,
  context,
  OTHER,
  output,
  recorded,
  says,
  SECRET,
  SESSION,
  streamOf,
} from './support.ts';

/** A server that gives these answers in turn: a stream, or a status. */
function answers(...all: readonly (string | number)[]): RequestListener {
  const left = [...all];
  return (incoming, response) => {
    incoming.resume().on('end', () => {
      const next = left.shift() ?? 500;
      if (typeof next === 'number') return void response.writeHead(next).end('{}');
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req-1' }).end(next);
    });
  };
}

const first = says('m1', 'first');
const second = says('m2', 'second');
const one = bodyOf(context, first);

describe('one turn for a question, one thread for a session', () => {
  test('rounds with tools are one turn, whose answer is the last message', async () => {
    const { port, keeper, threads } = await recorded(
      answers(streamOf(answered('I look.'), call), streamOf(answered('There is one file.'))),
    );
    await ask(port, one, { 'chatgpt-account-id': 'acc-1' });
    await ask(port, bodyOf(context, first, answered('I look.'), call, output));
    expect(await keeper.end()).toMatch(/^kept: 1 turn in thread /);
    const { meta, turns } = await threads.load(SESSION, '/project');
    expect(meta).toMatchObject({
      id: SESSION,
      session: SESSION,
      title: 'first',
      accountId: 'acc-1',
      cwd: '/project',
    });
    expect(turns).toMatchObject([
      {
        prompt: 'first',
        text: 'There is one file.',
        state: 'complete',
        requestId: 'req-1',
        model: 'gpt-6-sol',
      },
    ]);
    expect(turns[0]?.items).toEqual([
      { type: 'message', role: 'assistant', content: answered('There is one file.').content },
    ]);
    expect(turns[0]?.usage).toMatchObject({ inputTokens: 6, outputTokens: 4 });
  });

  test('what fails first and is asked again is one turn', async () => {
    const broken = `data: ${JSON.stringify({ type: 'response.failed', response: { error: { message: 'slow down' } } })}\n\n`;
    const { port, keeper, threads } = await recorded(answers(401, 500, broken, streamOf(answered('yes'))));
    for (let i = 0; i < 4; i += 1) await ask(port, one);
    await keeper.end();
    const { turns } = await threads.load(SESSION, undefined);
    expect(turns).toMatchObject([{ prompt: 'first', text: 'yes', state: 'complete' }]);
  });

  test('what is refused leaves no thread', async () => {
    const { port, keeper, threads } = await recorded(answers(429));
    await ask(port, one);
    expect(await keeper.end()).toBe('kept: nothing');
    expect((await threads.list(undefined)).total).toBe(0);
  });

  test('words added during the work begin a turn, and end the one before', async () => {
    const { port, keeper, threads } = await recorded(
      answers(streamOf(answered('I look.'), call), streamOf(answered('Both.'))),
    );
    await ask(port, one);
    await ask(port, bodyOf(context, first, call, output, second));
    await keeper.end();
    const { turns } = await threads.load(SESSION, undefined);
    expect(turns.map(({ prompt, text }) => [prompt, text])).toEqual([
      ['first', 'I look.'],
      ['second', 'Both.'],
    ]);
  });

  test('a question that is stopped keeps what had come', async () => {
    const delta = { type: 'response.output_text.delta', item_id: 'i', delta: 'half an ans' };
    const { port, keeper, threads } = await recorded(answers(`data: ${JSON.stringify(delta)}\n\n`));
    await ask(port, one);
    expect(await keeper.end()).toMatch(/^kept: 1 turn/);
    expect((await threads.load(SESSION, undefined)).turns).toMatchObject([
      { text: 'half an ans', state: 'partial' },
    ]);
  });

  test('a CLI that ends in the middle of an answer leaves what had come', async () => {
    const delta = { type: 'response.output_text.delta', item_id: 'i', delta: 'half an ans' };
    const { port, proxy, keeper, threads } = await recorded((incoming, response) => {
      incoming.resume().on('end', () => {
        response.writeHead(200).write(`data: ${JSON.stringify(delta)}\n\n`);
      });
    });
    const headers = { 'thread-id': SESSION };
    const sent = request({ port, host: '127.0.0.1', path: `/${SECRET}/responses`, method: 'POST', headers });
    sent.on('error', () => {}).end(JSON.stringify(one));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    await once(
      answer.on('error', () => {}),
      'data',
    );
    await proxy.close();
    expect(await keeper.end()).toMatch(/^kept: 1 turn/);
    expect((await threads.load(SESSION, undefined)).turns).toMatchObject([
      { text: 'half an ans', state: 'partial' },
    ]);
  });

  test('two sessions are two threads, also at the same time', async () => {
    const { port, keeper, threads } = await recorded(
      answers(streamOf(answered('a')), streamOf(answered('a'))),
    );
    await Promise.all([ask(port, one), ask(port, one, { 'thread-id': OTHER })]);
    expect(await keeper.end()).toMatch(/^kept: 2 turns in threads /);
    for (const id of [SESSION, OTHER]) expect((await threads.load(id, undefined)).turns).toHaveLength(1);
  });

  test('a session that goes on another day goes on in its thread', async () => {
    const earlier = await recorded(answers(streamOf(answered('a'))));
    await ask(earlier.port, one);
    await earlier.keeper.end();
    const { port, keeper } = await recorded(answers(streamOf(answered('b'))), earlier.threads);
    await ask(port, bodyOf(context, first, answered('a'), second));
    await keeper.end();
    expect((await earlier.threads.load(SESSION, undefined)).turns.map((turn) => turn.text)).toEqual([
      'a',
      'b',
    ]);
    expect(await readdir(earlier.threads.dir)).toEqual([`${SESSION}.jsonl`]);
  });

  test('a session with a name that cannot be a file gets a thread of its own', async () => {
    const { port, keeper, threads } = await recorded(
      answers(streamOf(answered('a')), streamOf(answered('b'))),
    );
    await ask(port, one, { 'thread-id': '../../evil' });
    await ask(port, bodyOf(first, answered('a'), second), { 'thread-id': '../../evil' });
    expect(await keeper.end()).toMatch(/^kept: 2 turns in thread /);
    expect((await threads.load('last', undefined)).meta.session).toBe('../../evil');
  });
});

describe('what keeps the disk from taking it never reaches the CLI', () => {
  const stream = streamOf(answered('yes'));

  test('no folder can be made', async () => {
    const dir = await threadsDir();
    await mkdir(path.dirname(path.dirname(dir)), { recursive: true });
    await writeFile(path.dirname(dir), 'a file where a folder should be');
    const { port, keeper } = await recorded(answers(stream), openThreads(storeDeps(dir)));
    expect(String((await ask(port, one)).body)).toBe(stream);
    expect(await keeper.end()).toMatch(/^kept: nothing; not kept: 1\. ./);
  });

  test('a disk that takes it again has all that follows', async () => {
    const dir = await threadsDir();
    const inTheWay = path.dirname(dir);
    await mkdir(path.dirname(inTheWay), { recursive: true });
    await writeFile(inTheWay, '');
    const store = openThreads(storeDeps(dir));
    const { port, keeper } = await recorded(answers(stream, stream), store);
    await ask(port, one);
    expect(await keeper.end()).toMatch(/^kept: nothing; not kept: 1\. ./);
    await rm(inTheWay);
    await ask(port, bodyOf(first, answered('yes'), second));
    expect(await keeper.end()).toMatch(/^kept: 1 turn in thread .*; not kept: 1\. ./);
    expect((await store.load(SESSION, undefined)).turns).toMatchObject([{ prompt: 'second' }]);
  });

  test('a file of that name that is no thread stays as it is', async () => {
    const dir = await threadsDir();
    await mkdir(dir, { recursive: true });
    const file = path.join(dir, `${SESSION}.jsonl`);
    await writeFile(file, 'not a thread\n');
    const { port, keeper } = await recorded(answers(stream), openThreads(storeDeps(dir)));
    expect(String((await ask(port, one)).body)).toBe(stream);
    expect(await keeper.end()).toMatch(/^kept: nothing; not kept: /);
    expect(await readFile(file, 'utf8')).toBe('not a thread\n');
  });
});

test('no credential of a request or an answer reaches the disk, wherever it is repeated', async () => {
  const made = (prefix = ''): string => prefix + randomBytes(24).toString('base64url');
  const [token, cookie, answerCookie, key] = [made(), made(), made(), made()];
  // Never in a header: only their shape tells.
  const shapes = [`eyJhbGciOiJub25lIn0.${made('eyJ')}.${made()}`, made('sk-'), made('rt-')];
  const all = [token, cookie, answerCookie, key, ...shapes];
  const spoken = all.join(' and ');
  const deltas = Array.from({ length: Math.ceil(spoken.length / 7) }, (_, i) =>
    spoken.slice(7 * i, 7 * i + 7),
  );
  const pieces = deltas
    .map(
      (delta) => `data: ${JSON.stringify({ type: 'response.output_text.delta', item_id: 'i', delta })}\n\n`,
    )
    .join('');
  const failed = { type: 'response.failed', response: { error: { message: spoken } } };
  // Under a name too.
  const streams = [
    pieces,
    streamOf({ ...answered(spoken), [token]: key }),
    `data: ${JSON.stringify(failed)}\n\n`,
  ];
  const { port, keeper, threads } = await recorded((incoming, response) => {
    incoming.resume().on('end', () => {
      // So many that a long life would forget the others.
      const cookies = [...Array.from({ length: 250 }, () => made()), answerCookie].map(
        (c) => `x=${c}; Path=/`,
      );
      response.writeHead(200, { 'set-cookie': cookies, 'x-request-id': token });
      response.end(streams.shift());
    });
  });
  const headers = { authorization: `Bearer ${token}`, cookie: `__cf_bm=${cookie}`, 'x-api-key': key };
  for (const [i, name] of ['q1', 'q2', 'q3'].entries()) {
    await ask(port, { ...bodyOf(context, says(name, `${i} ${spoken}`)), model: key }, headers);
  }
  expect(await keeper.end()).toMatch(/^kept: 3 turns/);
  const disk = await readFile(path.join(threads.dir, `${SESSION}.jsonl`), 'utf8');
  for (const secret of all) {
    expect(disk).not.toContain(secret);
    expect(disk).not.toContain(secret.slice(8, 28));
  }
  expect(disk).toContain('[redacted]');
});
