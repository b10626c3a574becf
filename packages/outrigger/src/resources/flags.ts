import { DEFAULT_VERSION } from '@outrigger/pod';
import type { Flag } from '../command-line/flag.ts';
import { CHOICE_FLAGS } from '../input/choice-flags.ts';
import { CLUSTER_FLAGS, type ClusterFlags } from '../live/cluster-flags.ts';
import { COLOR_MODES, type ColorMode } from '../world/style.ts';

/** The formats of `outrigger resources`. */
export const RESOURCE_FORMATS = ['table', 'wide', 'json', 'yaml'] as const;
/** One of {@link RESOURCE_FORMATS}. */
export type ResourceFormat = (typeof RESOURCE_FORMATS)[number];

/** The flags of `outrigger resources`. */
export const RESOURCE_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'a manifest, as PATH; may be repeated' },
      ...CLUSTER_FLAGS,
      ...CHOICE_FLAGS,
    ],
  },
  {
    heading: 'How to count:',
    flags: [
      {
        flags: '--kubelet <VERSION>',
        takes: 'one',
        default: DEFAULT_VERSION,
        description: 'the Kubernetes whose scheduler and kubelet count',
      },
      {
        flags: '--kubectl <VERSION>',
        takes: 'one',
        default: '1.28',
        description: 'the kubectl whose "describe node" to compare with',
      },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: RESOURCE_FORMATS,
        default: 'table',
        description: 'wide also says which containers decide',
      },
      { flags: '--no-headers', takes: 'nothing', description: 'leave out the headings of the columns' },
      { flags: '--color <WHEN>', takes: 'one', choices: COLOR_MODES, default: 'auto', description: 'colours' },
      { flags: '--width <COLUMNS>', takes: 'count', description: 'how wide sentences may be' },
    ],
  },
];

/** What the flags hold. */
export interface ResourceFlags extends ClusterFlags {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  readonly selector?: string;
  readonly name?: readonly string[];
  readonly kubelet: string;
  readonly kubectl: string;
  readonly output: ResourceFormat;
  readonly headers: boolean;
  readonly color: ColorMode;
  readonly width?: number;
}
