import type { CommandSpec } from '../spec.ts';

export interface HelpInvocation {
  readonly command: 'help';
  readonly topic: string | undefined;
  readonly json: boolean;
}

export const helpSpec: CommandSpec<HelpInvocation> = {
  name: 'help',
  summary: 'show help, for everything or for one command',
  usage: '[command]',
  options: [],
  read: ({ words, json }) => ({ command: 'help', topic: words[0], json }),
};
