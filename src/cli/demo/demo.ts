import type { Session } from '../session.ts';

export function demo(session: Session, question: string | undefined): Promise<number> {
  session.note(`The demo is not built yet (${question ?? 'no question'}).`);
  return Promise.resolve(1);
}
