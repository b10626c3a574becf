import type { CommandPart } from '../command-line/command-part.ts';

/** What counts as a good answer, for `inference load` and `inference simulate`. */
export const OBJECTIVE_FLAGS: CommandPart['flags'][number] = {
  heading: 'Objective:',
  flags: [
    { flags: '--ttft <MS>', takes: 'count', description: 'a first token is good within; 2000 by default' },
    { flags: '--tpot <MS>', takes: 'count', description: 'and each other within; 100 by default' },
  ],
};
