import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  parseJob,
  serializeJob,
  SILENT_MS,
  stateOf,
  type JobRecord,
  type Sight,
} from '../../src/jobs/job.ts';
import { isTimeout, patienceOf } from '../../src/mcp/host-limits.ts';
import { GONE, startIdentity, startOf } from '../../src/system/machine.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

const record = (more: Partial<JobRecord> = {}): JobRecord => ({
  id: 'a'.repeat(32),
  threadId: 't',
  turn: 'u',
  project: '/p',
  title: 'T',
  state: 'working',
  status: 'writing',
  createdAt: NOW - 10_000,
  updatedAt: NOW - 1_000,
  expiresAt: NOW + DAY,
  pid: 7,
  identity: '100',
  machine: 'here',
  ...more,
});
const sight = (more: Partial<Sight> = {}): Sight => ({
  now: NOW,
  machine: 'here',
  alive: true,
  identity: '100',
  ...more,
});

describe('a job works only while its process is that process', () => {
  test.each<[string, Partial<JobRecord>, Partial<Sight>, string]>([
    ['it lives', {}, {}, 'working'],
    ['it is dead', {}, { alive: false, identity: GONE }, 'interrupted'],
    [
      'it is dead, and this system names no start',
      { identity: undefined },
      { alive: false, identity: undefined },
      'interrupted',
    ],
    ['only its remains are there', {}, { identity: GONE }, 'interrupted'],
    ['its id belongs to another process now', {}, { identity: '200' }, 'interrupted'],
    ['the laptop slept for days in the middle', { updatedAt: NOW - 3 * DAY }, {}, 'working'],
    ['the clock was set ahead', {}, { now: NOW + 365 * DAY }, 'working'],
    ['the clock was set back', {}, { now: NOW - 365 * DAY }, 'working'],
    [
      'the machine has restarted',
      { updatedAt: NOW - SILENT_MS },
      { machine: 'rebooted', identity: '100' },
      'interrupted',
    ],
    ['another machine beats', {}, { machine: 'there', alive: false, identity: GONE }, 'working'],
    ['another machine is silent', { updatedAt: NOW - SILENT_MS }, { machine: 'there' }, 'interrupted'],
    [
      'another machine beats in the future',
      { updatedAt: NOW + SILENT_MS },
      { machine: 'there' },
      'interrupted',
    ],
    ['no start is known, and it beats', { identity: undefined }, { identity: undefined }, 'working'],
    [
      'no start is known, and it is silent',
      { identity: undefined, updatedAt: NOW - SILENT_MS },
      { identity: undefined },
      'interrupted',
    ],
    [
      'no start is known, and the clock was set back',
      { identity: undefined },
      { identity: undefined, now: NOW - DAY },
      'interrupted',
    ],
    ['the start was not known then', { identity: undefined }, {}, 'working'],
    ['the start is not known now', {}, { identity: undefined }, 'working'],
    [
      'it has ended, and its process too',
      { state: 'completed' },
      { alive: false, identity: GONE },
      'completed',
    ],
    ['it was stopped, and its id belongs to another', { state: 'stopped' }, { identity: '200' }, 'stopped'],
  ])('%s', (_title, more, seen, state) => {
    expect(stateOf(record(more), sight(seen))).toBe(state);
  });
});

test('a record is read back as it was written; what is none is not', () => {
  const whole = record({
    state: 'failed',
    result: { text: 'x', isError: true, code: 'a.b', meta: { y: 1 } },
  });
  expect(parseJob(serializeJob(whole))).toEqual(whole);
  const early = record({ threadId: undefined, identity: undefined });
  expect(parseJob(serializeJob(early))).toEqual(early);
  const text = serializeJob(whole);
  for (const bad of ['', 'x', '[]', '{}', text.slice(0, -9), text.replace('"version":1', '"version":2')])
    expect(parseJob(bad)).toBeUndefined();
  for (const bad of [
    { state: 'lost' },
    { pid: '7' },
    { machine: '' },
    { expiresAt: null },
    { createdAt: 'now' },
    { createdAt: 1e300 },
    { updatedAt: -1e300 },
    { expiresAt: 8.65e15 },
    { threadId: { a: 1 } },
    { turn: ['x'] },
    { identity: 7 },
    { result: 'x' },
    { result: { text: 'x', code: { toString: 1 } } },
    { result: { text: 'x', meta: 'y' } },
  ])
    expect(parseJob(JSON.stringify({ ...(JSON.parse(text) as object), ...bad }))).toBeUndefined();
});

test.skipIf(process.platform !== 'linux')(
  'a start is the same for the same process, and no other',
  async () => {
    const mine = await startIdentity(process.pid, 'linux');
    expect(mine).toMatch(/^\d+$/);
    expect(await startIdentity(process.pid, 'linux')).toBe(mine);
    // Its parent collects it only later: until then the id is there, and nobody behind it.
    const child = spawn('/bin/sh', ['-c', 'sleep 5 & echo $!; exec sleep 5'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const zombie = Number(line.toString());
    // As a shell it would collect it at once.
    await expect.poll(() => readFile(`/proc/${child.pid}/comm`, 'utf8')).toBe('sleep\n');
    process.kill(zombie, 'SIGKILL');
    await expect.poll(() => readFile(`/proc/${zombie}/stat`, 'utf8')).toContain(' Z ');
    expect(await startIdentity(zombie, 'linux')).toBe(GONE);
    child.kill('SIGSTOP');
    await expect.poll(() => startIdentity(child.pid ?? 0, 'linux')).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await startIdentity(2 ** 22 - 1, 'linux')).toBe(GONE);
    expect(await startIdentity(process.pid, 'win32')).toBeUndefined();
  },
);

test('where there is no /proc, nobody is gone', async () => {
  expect(await startIdentity(process.pid, 'linux', '/no/such/folder')).toBeUndefined();
});

test('the name of a program may hold anything', () => {
  const rest = Array.from({ length: 30 }, (_, n) => String(n + 4));
  expect(startOf(`12 (a) S (b) R 1) S ${rest.join(' ')}`)).toBe('22');
  expect(startOf(`12 (x) Z ${rest.join(' ')}`)).toBe(GONE);
  for (const stopped of ['T', 't']) expect(startOf(`12 (x) ${stopped} ${rest.join(' ')}`)).toBeUndefined();
});

test.each([
  ['claude-code', Infinity],
  ['gemini-cli-mcp-client-codex', Infinity],
  ['opencode', Infinity],
  ['github-copilot-developer', Infinity],
  ['codex-mcp-client', 285_000],
  ['mcporter', 50_000],
  ['', 50_000],
  ['not-claude-code', 50_000],
])('"%s" waits %s ms', (name, ms) => {
  expect(patienceOf(name)).toBe(ms);
});

test.each([
  ['McpError: MCP error -32001: Request timed out', true],
  ['Request timed out', true],
  ['timeout', true],
  ['The operation was aborted due to timeout', true],
  ['Tool call timed-out after 300s', true],
  ['User pressed Esc', false],
  ['AbortError: This operation was aborted', false],
  ['some time later: out of scope', false],
  ['', false],
  [undefined, false],
  [{ reason: 'timeout' }, false],
  [{ toString: 'timeout' }, false],
  ['TimeoutError: The operation was aborted due to timeout', true],
  ['Timed out while waiting for response', true],
  [undefined, true, 60_030],
  [undefined, false, 20_000],
  ['AbortError: This operation was aborted', true, 59_000],
  ['AbortError: This operation was aborted', false, 300],
  ['The user pressed Esc', false, 30_000],
])('the reason %j of a cancel is a timeout: %s', (reason, expected, ms?: number) => {
  expect(isTimeout(reason, ms)).toBe(expected);
});
