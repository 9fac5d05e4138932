import { mkdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serializeJob, type JobRecord } from '../../src/jobs/job.ts';
import { machineId, startIdentity } from '../../src/system/machine.ts';

/** Writes the record of a question that this process seems to be answering, or of whatever `more` says; its id. */
export async function plantJob(
  authFile: string,
  project: string,
  { id = 'a'.repeat(32), pid = process.pid, ...more }: Partial<JobRecord> = {},
  kind = 'json',
): Promise<string> {
  const at = Date.now();
  const folder = path.join(path.dirname(authFile), 'codex-oauth', 'jobs');
  await mkdir(folder, { recursive: true });
  const record = serializeJob({
    id,
    threadId: undefined,
    turn: undefined,
    project: await realpath(project).catch(() => project),
    title: 'What?',
    state: 'working',
    status: 'thinking',
    createdAt: at,
    updatedAt: at,
    expiresAt: at + 60_000,
    pid,
    identity: await startIdentity(pid, process.platform),
    machine: await machineId(process.platform),
    ...more,
  });
  await writeFile(path.join(folder, `${id}.${kind}`), record);
  return id;
}
