import { DEFAULT_VERSION } from '@outrigger/pod';
import type { Flag } from '../command-line/flag.ts';
import { CHOICE_FLAGS } from '../input/choice-flags.ts';
import { TIMINGS } from '../kubelet/read-kubelet.ts';
import { CLUSTER_FLAGS } from '../live/cluster-flags.ts';
import { COLOR_MODES } from '../world/style.ts';
import { FORMATS } from './formats.ts';

/** The flags of `outrigger explain`: parsed, helped, documented (docs/commands/explain.md) and completed from here. */
export const EXPLAIN_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'a manifest, as FILE; may be repeated' },
      {
        flags: '-R, --recursive',
        takes: 'nothing',
        description: 'accepted for the sake of habit: directories are always read with all below them',
      },
      ...CLUSTER_FLAGS,
      ...CHOICE_FLAGS,
    ],
  },
  {
    heading: 'What happens to the pod (times count from its creation, @TIME from the start of the container):',
    flags: [
      {
        flags: '--crash <NAME[@TIME][=CODE]>',
        takes: 'many',
        description: 'the container ends once, after TIME (10s) with CODE (1)',
      },
      {
        flags: '--crash-loop <NAME[@TIME][=CODE]>',
        takes: 'many',
        description: 'it ends so every time, after TIME (1s) with CODE (1)',
      },
      {
        flags: '--probe-fails <NAME:KIND[@TIME]>',
        takes: 'many',
        description: 'its startup, readiness or liveness probe fails, from TIME on',
      },
      { flags: '--ignore-term <NAME>', takes: 'many', description: 'it ignores SIGTERM' },
      {
        flags: '--missing-image <NAME>',
        takes: 'many',
        description: 'its image (or the image NAME) cannot be pulled',
      },
      { flags: '--set-image <NAME=IMAGE@TIME>', takes: 'many', description: 'its image is changed' },
      { flags: '--delete <TIME>', takes: 'one', description: 'the pod is deleted; "never" to leave it alone' },
      {
        flags: '--grace-period <SECONDS>',
        takes: 'count',
        description: 'of --delete and --evict, instead of the pod’s own',
      },
      { flags: '--evict <TIME>', takes: 'one', description: 'the kubelet evicts it' },
      { flags: '--reboot <TIME>', takes: 'many', description: 'the node restarts' },
      {
        flags: '--restart-kubelet <TIME>',
        takes: 'many',
        description: 'the kubelet restarts, the containers run on',
      },
      { flags: '--until <TIME>', takes: 'one', description: 'watch until then; by default until nothing new happens' },
      {
        flags: '--behaviour <FILE>',
        takes: 'one',
        description: 'behaviour, timeline and until of a Scenario, for this pod',
      },
    ],
  },
  {
    heading: 'Kubernetes:',
    flags: [
      {
        flags: '--kubelet <VERSION>',
        takes: 'one',
        description: 'version of the node, such as 1.30.3 or 1.30',
        default: DEFAULT_VERSION,
      },
      { flags: '--feature-gates <NAME=BOOL,…>', takes: 'many', description: 'feature gates; may be repeated' },
      {
        flags: '--timing <MODE>',
        takes: 'one',
        choices: TIMINGS,
        description:
          'the bare rules, or with the ticks and delays of a real kubelet (default: nominal; kubelet with -o recording)',
      },
      {
        flags: '--seed <N>',
        takes: 'count',
        description: 'another run of everything that is random in --timing kubelet',
      },
      {
        flags: '--compare <WITH>',
        takes: 'one',
        description: 'beside the same pod under another version, or "legacy": its sidecars as ordinary containers',
      },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: Object.keys(FORMATS),
        default: 'text',
        description: 'what to print',
      },
      { flags: '--color <WHEN>', takes: 'one', choices: COLOR_MODES, default: 'auto', description: 'colours' },
      {
        flags: '--width <COLUMNS>',
        takes: 'count',
        description: 'columns to fill (default: those of the terminal)',
      },
      { flags: '--no-headers', takes: 'nothing', description: 'leave out the headings of tables' },
      {
        flags: '--scenario [FILE...]',
        takes: 'rest',
        description: 'the files hold Scenarios: play each, with -o recording',
      },
    ],
  },
];
