import type { Flag } from '../command-line/flag.ts';

/** The flags of `outrigger logs`. */
export const LOGS_FLAGS: readonly Flag[] = [
  { flags: '-n, --namespace <NAME>', takes: 'one', description: 'the namespace of the pod' },
  { flags: '-c, --container <NAME>', takes: 'one', description: 'only this container' },
  { flags: '-f, --follow', takes: 'nothing', description: 'go on with what comes, until the pod has ended' },
  { flags: '-p, --previous', takes: 'nothing', description: 'of the start before the last one' },
  { flags: '--tail <LINES>', takes: 'count', description: 'only the last lines of each container' },
  { flags: '--timestamps', takes: 'nothing', description: 'with the time of each line' },
  { flags: '--prefix', takes: 'nothing', description: 'with the name of the container before each line' },
  { flags: '--state <FOLDER>', takes: 'one', description: 'where pods are kept; OUTRIGGER_STATE says so, too' },
];

/** What the flags hold. */
export interface LogsFlags {
  readonly namespace?: string;
  readonly container?: string;
  readonly follow?: boolean;
  readonly previous?: boolean;
  readonly tail?: number;
  readonly timestamps?: boolean;
  readonly prefix?: boolean;
  readonly state?: string;
}
