import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { CATALOG_FLAGS, type CatalogFlags } from './flags.ts';

/** `outrigger catalog`. */
export function catalogCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('catalog')
    .summary('the sidecars that scan and migrate know')
    .helpOption('-h, --help', 'print this')
    .argument('[NAME|IMAGE]', 'one sidecar by its id, or whose image this is');
  for (const { heading, flags } of CATALOG_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (asked: string | undefined, flags: CatalogFlags) => {
      const { catalog } = await import('./catalog.ts');
      end(await catalog(asked, flags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['Which sidecars are known?', 'catalog'],
  ['What is known about one of them?', 'catalog cloud-sql-proxy'],
  ['Would this image be recognised?', 'catalog mirror.example/otel/opentelemetry-collector:0.120.0'],
  ['With sidecars of your own', 'catalog --catalog our-sidecars.yaml -o yaml'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'The sidecars that scan and migrate know: how they are recognised, the startup probe that makes an app wait for them, whether they\n' +
  'are moved, and where all of this is known from. Your own stand in outrigger.yaml or in a file of --catalog.';

const EXIT_CODES = `
Exit codes:
  0    printed
  1    nobody knows the image
  2    wrong use, or a catalog that cannot be read
`;
