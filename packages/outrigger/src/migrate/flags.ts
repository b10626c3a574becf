import { DEFAULT_VERSION } from '@outrigger/pod';
import { changeFlags } from '../change/change-flags.ts';
import type { Flag } from '../command-line/flag.ts';
import { CHOICE_FLAGS } from '../input/choice-flags.ts';
import { COLOR_MODES } from '../world/style.ts';

/** The flags of `outrigger migrate`. */
export const MIGRATE_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      { flags: '-f, --filename <FILE>', takes: 'many', description: 'a manifest, as PATH; may be repeated' },
      ...CHOICE_FLAGS,
    ],
  },
  {
    heading: 'What to change:',
    flags: [
      {
        flags: '--sidecar <NAME>',
        takes: 'many',
        description: 'also this container, though nothing is known about it',
      },
      {
        flags: '--catalog <FILE>',
        takes: 'many',
        description: 'sidecars of your own, beside those of outrigger.yaml; may be repeated',
      },
      {
        flags: '--injected',
        takes: 'nothing',
        description: 'also what an injector has written (rendered output kept in Git)',
      },
      {
        flags: '--to <FORM>',
        takes: 'one',
        choices: ['native', 'legacy'],
        default: 'native',
        description: 'legacy: back to ordinary containers',
      },
      {
        flags: '--kubelet <VERSION>',
        takes: 'one',
        default: DEFAULT_VERSION,
        description: 'whose rules the proof is played by',
      },
    ],
  },
  {
    heading: 'What to do:',
    flags: [
      ...changeFlags('object'),
      { flags: '--interactive', takes: 'nothing', description: 'ask before each object' },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: ['text', 'json'],
        default: 'text',
        description: 'json: plan and proof, for programs',
      },
      { flags: '--quiet', takes: 'nothing', description: 'no report on what changes for the pods' },
      { flags: '--color <WHEN>', takes: 'one', choices: COLOR_MODES, default: 'auto', description: 'colours' },
    ],
  },
];

/** The values of the flags. */
export interface MigrateFlags {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  readonly selector?: string;
  readonly name?: readonly string[];
  readonly sidecar?: readonly string[];
  readonly catalog?: readonly string[];
  readonly injected?: boolean;
  readonly to: 'native' | 'legacy';
  readonly kubelet: string;
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly jsonPatch?: boolean;
  readonly interactive?: boolean;
  readonly check?: boolean;
  readonly output: 'text' | 'json';
  readonly quiet?: boolean;
  readonly color: (typeof COLOR_MODES)[number];
}
