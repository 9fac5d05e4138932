import { existsSync } from 'node:fs';
import { AppError } from '../system/errors.ts';
import { serverCommand, type ServerCommand } from './command.ts';
import type { TomlValue } from './edit-toml.ts';
import type { Host, Place } from './hosts.ts';
import { snippet } from './plan.ts';

/** What would be written where. */
export interface SetupPlan {
  readonly file: string;
  readonly command: ServerCommand;
  readonly values: Readonly<Record<string, TomlValue>>;
  readonly snippet: string;
}

export interface SetupFacts extends Place {
  readonly execPath: string;
  readonly entry: string;
  readonly project: boolean;
}

/** Throws an `input` error where the host has no configuration for a project. */
export function planSetup(host: Host, facts: SetupFacts): SetupPlan {
  const file = facts.project ? host.projectFile?.(facts) : host.file(facts);
  if (file === undefined)
    throw new AppError({
      kind: 'input',
      code: 'setup.no_project',
      what: `${host.title} has no configuration for a single project.`,
      fix: `Leave --project out: \`codex-oauth setup ${host.name}\`.`,
    });
  const command = serverCommand({ ...facts, exists: existsSync });
  const values = host.entry(command);
  return { file, command, values, snippet: snippet(host, values) };
}
