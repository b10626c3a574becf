import type { Flag } from '../command-line/flag.ts';
import { COLOR_MODES } from '../world/style.ts';

/** The formats of `outrigger catalog`. */
export const CATALOG_FORMATS = ['table', 'json', 'yaml'] as const;

/** The flags of `outrigger catalog`. */
export const CATALOG_FLAGS: readonly { readonly heading: string; readonly flags: readonly Flag[] }[] = [
  {
    heading: 'Input:',
    flags: [
      {
        flags: '--catalog <FILE>',
        takes: 'many',
        description: 'sidecars of your own, beside those of outrigger.yaml; may be repeated',
      },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: CATALOG_FORMATS,
        default: 'table',
        description: 'how to print it',
      },
      { flags: '--color <WHEN>', takes: 'one', choices: COLOR_MODES, default: 'auto', description: 'colours' },
    ],
  },
];

/** The values of the flags. */
export interface CatalogFlags {
  readonly catalog?: readonly string[];
  readonly output: (typeof CATALOG_FORMATS)[number];
  readonly color: (typeof COLOR_MODES)[number];
}
