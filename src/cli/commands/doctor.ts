import { EXIT } from '../boundary.ts';
import { renderDiagnosis } from '../render/doctor.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { noWords } from '../usage.ts';

export interface DoctorInvocation {
  readonly command: 'doctor';
  readonly online: boolean;
  readonly json: boolean;
}

export const doctorSpec: CommandSpec<DoctorInvocation> = {
  name: 'doctor',
  summary: 'find out what is wrong, and what fixes it',
  usage: '[options]',
  about: [
    'Looks at the login and its file, the settings, the proxy, the ports and this machine. Nothing secret is shown,',
    'so the output can be posted in an issue. Exit code 0 when nothing fails, 1 otherwise.',
  ],
  options: [{ name: 'online', summary: 'also reach the servers (no token is sent)' }],
  examples: ['codex-oauth doctor', 'codex-oauth doctor --online'],
  read: ({ words, json, has }) => {
    noWords('doctor', words);
    return { command: 'doctor', online: has('online'), json };
  },
};

export async function runDoctor(session: Session, { online }: DoctorInvocation): Promise<number> {
  const { diagnose } = await import('../../doctor/doctor.ts');
  const diagnosis = await diagnose(session.deps(), { online, signal: session.signal });
  if (session.json) session.document(diagnosis);
  else session.print(renderDiagnosis(diagnosis, { paint: session.out, terminal: session.io.stdout.isTTY }));
  return diagnosis.healthy ? EXIT.ok : EXIT.failed;
}
