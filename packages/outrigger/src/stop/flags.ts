import type { Flag } from '../command-line/flag.ts';

/** The flags of `outrigger stop`. */
export const STOP_FLAGS: readonly Flag[] = [
  { flags: '-n, --namespace <NAME>', takes: 'one', description: 'the namespace of the pod' },
  { flags: '--grace-period <SECONDS>', takes: 'count', description: 'in place of the pod’s own' },
  { flags: '--force', takes: 'nothing', description: 'kill, and do not wait: a grace period of 0' },
  { flags: '--no-wait', takes: 'nothing', description: 'do not wait until they are gone' },
  { flags: '--state <FOLDER>', takes: 'one', description: 'where pods are kept; OUTRIGGER_STATE says so, too' },
];

/** What the flags hold. */
export interface StopFlags {
  readonly namespace?: string;
  readonly gracePeriod?: number;
  readonly force?: boolean;
  readonly wait: boolean;
  readonly state?: string;
}
