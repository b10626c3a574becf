import { DEFAULT_VERSION } from '@outrigger/pod';
import type { Flag } from '../command-line/flag.ts';
import { CLUSTER_FLAGS, type ClusterFlags } from '../live/cluster-flags.ts';
import { COLOR_MODES } from '../world/style.ts';

/** What `-o` prints. */
export const REPORTS = ['table', 'compact', 'json', 'yaml', 'sarif', 'junit', 'github', 'markdown'] as const;

/** A format of `outrigger scan`. */
export type ReportFormat = (typeof REPORTS)[number];

/** The flags of `outrigger scan`. */
export const SCAN_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'a file or directory, as PATH; may be repeated' },
      ...CLUSTER_FLAGS,
    ],
  },
  {
    heading: 'What to look for:',
    flags: [
      {
        flags: '--select <RULES>',
        takes: 'many',
        description: 'only these rules: ids, names or groups, with commas between',
      },
      { flags: '--ignore <RULES>', takes: 'many', description: 'not these rules' },
      {
        flags: '--kubelet <RANGE>',
        takes: 'one',
        default: DEFAULT_VERSION,
        description: 'the nodes you run: 1.30.3, or 1.29-1.33',
      },
      {
        flags: '--catalog <FILE>',
        takes: 'many',
        description: 'sidecars of your own, beside those of outrigger.yaml; may be repeated',
      },
      { flags: '--baseline <FILE>', takes: 'one', description: 'only what is not in this file' },
      { flags: '--write-baseline <FILE>', takes: 'one', description: 'write what there is to this file' },
      {
        flags: '--report-unused-suppressions',
        takes: 'nothing',
        description: 'complain about comments that suppress nothing',
      },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT[=FILE]>',
        takes: 'many',
        description: `${REPORTS.join(', ')}; into a file with =FILE; may be repeated (default: table)`,
      },
      {
        flags: '--fail-level <LEVEL>',
        takes: 'one',
        choices: ['error', 'warning', 'info', 'none'],
        default: 'error',
        description: 'exit with 1 from this severity on',
      },
      { flags: '--color <WHEN>', takes: 'one', choices: COLOR_MODES, default: 'auto', description: 'colours' },
      { flags: '--quiet', takes: 'nothing', description: 'no summary' },
      { flags: '--list-rules', takes: 'nothing', description: 'print the rules, and look at nothing' },
      { flags: '--explain <RULE>', takes: 'one', description: 'say what a rule is about, and look at nothing' },
    ],
  },
];

/** The values of the flags. */
export interface ScanFlags extends ClusterFlags {
  readonly filename?: readonly string[];
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly kubelet: string;
  readonly catalog?: readonly string[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly reportUnusedSuppressions?: boolean;
  readonly output?: readonly string[];
  readonly failLevel: 'error' | 'warning' | 'info' | 'none';
  readonly color: (typeof COLOR_MODES)[number];
  readonly quiet?: boolean;
  readonly listRules?: boolean;
  readonly explain?: string;
}
