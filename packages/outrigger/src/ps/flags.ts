import type { Flag } from '../command-line/flag.ts';

/** The flags of `outrigger ps`. */
export const PS_FLAGS: readonly Flag[] = [
  { flags: '-n, --namespace <NAME>', takes: 'one', description: 'only pods of this namespace' },
  {
    flags: '-o, --output <FORMAT>',
    takes: 'one',
    choices: ['table', 'wide', 'json', 'name'],
    default: 'table',
    description: 'wide also says what its processes use, and who looks after it',
  },
  { flags: '--no-headers', takes: 'nothing', description: 'leave out the headings of the columns' },
  { flags: '--state <FOLDER>', takes: 'one', description: 'where pods are kept; OUTRIGGER_STATE says so, too' },
];

/** What the flags hold. */
export interface PsFlags {
  readonly namespace?: string;
  readonly output: 'table' | 'wide' | 'json' | 'name';
  readonly headers: boolean;
  readonly state?: string;
}
