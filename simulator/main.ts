import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEFAULT_API_KEY, DEFAULT_PAT } from './options.ts';
import { FAULTS, isFaultName, type Simulator, startSimulator } from './simulator.ts';

/** Runs the simulator by hand until it is interrupted. */

const USAGE = `Usage: npm run simulator -- [options]

  --port <number>      where to listen on 127.0.0.1 (default: any free port)
  --approve <how>      auto: consent at once · page: show a page with buttons (default: page)
  --fault <name[:n]>   arm a fault, for n requests or until the end; may be repeated
  --ttl <seconds>      how long access tokens live (default: 3600)
  --delay <ms>         the pause before each piece of an answer (default: 20)
  --any-port           accept a callback on any loopback port, not only 1455 and 1457
  --quiet              do not print requests
  --faults             list the faults and end
  --help               show this text
`;

function readFlags(): ReturnType<typeof parse> | undefined {
  try {
    return parse();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

function parse() {
  return parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      approve: { type: 'string', default: 'page' },
      fault: { type: 'string', multiple: true, default: [] },
      ttl: { type: 'string', default: '3600' },
      delay: { type: 'string', default: '20' },
      'any-port': { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      faults: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

/** `name` or `name:times`. */
function armFromFlag(sim: Simulator, flag: string): string | undefined {
  const [name = '', times] = flag.split(':');
  if (!isFaultName(name)) return `${name} is not a fault; --faults lists them.`;
  if (times !== undefined && !/^[1-9]\d*$/.test(times))
    return `${flag}: after the colon comes a number of requests.`;
  sim.fault(name, times === undefined ? {} : { times: Number(times) });
  return undefined;
}

function greeting(sim: Simulator): string {
  return `The simulator listens at ${sim.url}

Point codex-oauth at it, and sign in there; a login of yours is never sent to it, and would be replaced:
  export CODEX_OAUTH_AUTH_FILE="$(mktemp -d)/auth.json"
  export CODEX_OAUTH_ISSUER=${sim.issuer}
  export CODEX_OAUTH_BASE_URL=${sim.backendUrl}
  export OPENAI_BASE_URL=${sim.apiUrl}

API key: ${DEFAULT_API_KEY}    personal access token: ${DEFAULT_PAT}
Device codes are approved at ${sim.issuer}/codex/device
Requests seen: ${sim.url}/__simulator/log
`;
}

function listFaults(): string {
  return Object.entries(FAULTS)
    .map(([name, fault]) => `${name.padEnd(40)} ${fault.meaning}\n`)
    .join('');
}

/** Prints each request once it is answered, until the process is stopped. */
async function printRequests(sim: Simulator, stopped: AbortSignal): Promise<void> {
  let shown = 0;
  while (!stopped.aborted) {
    for (const entry of sim.log) {
      if (entry.number <= shown || (entry.status === null && entry.durationMs === null)) continue;
      shown = entry.number;
      const fault = entry.fault === null ? '' : ` (${entry.fault})`;
      process.stdout.write(`${entry.method} ${entry.path} ${entry.status ?? 'no answer'}${fault}\n`);
    }
    await sleep(100, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function main(): Promise<number> {
  const flags = readFlags();
  if (!flags) return 2;
  if (flags.help || flags.faults) {
    process.stdout.write(flags.help ? USAGE : listFaults());
    return 0;
  }
  const { approve } = flags;
  const numbers = [flags.port, flags.ttl, flags.delay].map(Number);
  const [port = 0, ttl = 3600, delay = 20] = numbers;
  if (
    (approve !== 'auto' && approve !== 'page') ||
    !numbers.every((one) => Number.isInteger(one) && one >= 0)
  ) {
    process.stderr.write(USAGE);
    return 2;
  }
  const sim = await startSimulator({
    port,
    approve,
    approveDevices: approve,
    accessTokenTtlSeconds: ttl,
    deltaDelayMs: delay,
    allowAnyLoopbackPort: flags['any-port'],
  });
  for (const flag of flags.fault) {
    const problem = armFromFlag(sim, flag);
    if (problem === undefined) continue;
    process.stderr.write(`${problem}\n`);
    await sim.close();
    return 2;
  }
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  process.stdout.write(`${greeting(sim)}\n`);
  if (flags.quiet) await new Promise((resolve) => stopped.signal.addEventListener('abort', resolve));
  else await printRequests(sim, stopped.signal);
  await sim.close();
  return 0;
}

process.exitCode = await main();
