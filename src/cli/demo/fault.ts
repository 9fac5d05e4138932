import { AppError } from '../../system/errors.ts';

/** A step that did not do what it should: the demo ends with exit code 1 and says which. */
export function fault(step: string, why: string): AppError {
  return new AppError({
    kind: 'local',
    code: 'demo.failed',
    what: `The demo failed at: ${step}.`,
    why,
    fix: 'If that names a way out, take it and run the demo again; otherwise please report it with this text.',
  });
}

export function ensure(holds: boolean, step: string, why: string): void {
  if (!holds) throw fault(step, why);
}
