import type { Flag } from '../command-line/flag.ts';
import { COLOR_MODES, type ColorMode } from '../world/style.ts';
import { CONTAINER_FLAGS, HOST_PATH_FLAG, type NodeFlags, RULE_FLAGS } from './node-flags.ts';

/** The formats of `outrigger run`. */
export const RUN_FORMATS = ['view', 'text', 'json', 'recording'] as const;
/** One of {@link RUN_FORMATS}. */
export type RunFormat = (typeof RUN_FORMATS)[number];

/** The flags of `outrigger run`. */
export const RUN_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'a manifest, as PATH; may be repeated' },
      {
        flags: '-n, --namespace <NAME>',
        takes: 'one',
        description: 'only objects of this namespace, and those that name none',
      },
      {
        flags: '-l, --selector <LABELS>',
        takes: 'one',
        description: 'only objects with these labels, theirs or their pods’',
      },
      {
        flags: '--name <[KIND/]NAME>',
        takes: 'many',
        description: 'only this object, such as deployment/web; may be repeated',
      },
      {
        flags: '--scenario <FILE...>',
        takes: 'rest',
        description: 'act out the Scenarios of these files, and print a recording of each',
      },
    ],
  },
  {
    heading: 'What to run:',
    flags: [
      ...CONTAINER_FLAGS,
      {
        flags: '--replicas <N>',
        takes: 'count',
        description: 'so many pods of each workload, whatever it says; of a Job at a time',
      },
      HOST_PATH_FLAG,
    ],
  },
  { heading: 'By which rules:', flags: RULE_FLAGS },
  {
    heading: 'What to do:',
    flags: [
      {
        flags: '-d, --detach',
        takes: 'nothing',
        description: 'run in the background: outrigger ps, logs, events, stop',
      },
      { flags: '--dry-run', takes: 'nothing', description: 'run nothing, and print what explain prints' },
      {
        flags: '--exit-code-from <CONTAINER>',
        takes: 'one',
        description: 'exit with the exit code of this container',
      },
      { flags: '--state <FOLDER>', takes: 'one', description: 'where pods are kept; OUTRIGGER_STATE says so, too' },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: RUN_FORMATS,
        description: 'view on a terminal, else text; json prints a line for each change',
      },
      { flags: '--logs', takes: 'nothing', description: 'print what the containers print' },
      { flags: '--color <WHEN>', takes: 'one', choices: COLOR_MODES, default: 'auto', description: 'colours' },
      { flags: '--width <COLUMNS>', takes: 'count', description: 'how wide the view may be' },
    ],
  },
];

/** What the flags hold. */
export interface RunFlags extends NodeFlags {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  readonly selector?: string;
  readonly name?: readonly string[];
  readonly scenario?: readonly string[];
  readonly replicas?: number;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly exitCodeFrom?: string;
  readonly state?: string;
  readonly output?: RunFormat;
  readonly logs?: boolean;
  readonly color: ColorMode;
  readonly width?: number;
}
