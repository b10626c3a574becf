import type { Flag } from '../../command-line/flag.ts';

/** The flags of `outrigger events here`. */
export const HERE_FLAGS: readonly Flag[] = [
  { flags: '-n, --namespace <NAME>', takes: 'one', description: 'the namespace of the pod' },
  {
    flags: '-o, --output <FORMAT>',
    takes: 'one',
    choices: ['table', 'json'],
    default: 'table',
    description: 'json prints every change of an Event',
  },
  { flags: '--state <FOLDER>', takes: 'one', description: 'where pods are kept; OUTRIGGER_STATE says so, too' },
];

/** What the flags hold. */
export interface HereFlags {
  readonly namespace?: string;
  readonly output: 'table' | 'json';
  readonly state?: string;
}
