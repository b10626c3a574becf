import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { MIGRATE_FLAGS, type MigrateFlags } from './flags.ts';

/** `outrigger migrate`. */
export function migrateCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('migrate')
    .summary('make legacy sidecars native, and prove what changes')
    .helpOption('-h, --help', 'print this')
    .argument('[PATH...]', 'manifests: files, directories with all below them, - for standard input');
  for (const { heading, flags } of MIGRATE_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (paths: readonly string[], flags: MigrateFlags) => {
      const { migrate } = await import('./migrate.ts');
      end(await migrate(paths, flags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['What would change?', 'migrate deploy/'],
  ['Change the files', 'migrate deploy/ --write'],
  ['One workload after another, with a question each', 'migrate deploy/ --interactive --write'],
  ['A container that nobody knows is the sidecar', 'migrate job.yaml --sidecar log-tailer'],
  ['For a running object', 'migrate web.yaml --json-patch'],
  ['Back again, for a cluster before 1.29', 'migrate deploy/ --to legacy --write'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'Make legacy sidecars native: move them to the init containers, give them the startup probe that holds the app, take out\n' +
  'what only made up for the missing order – and say what changes in the life of each pod. Comments and style are kept.';

const EXIT_CODES = `
Exit codes:
  0    done, or nothing to do
  1    --check, and there is something to change
  2    wrong use, or input that cannot be read or changed
  130  interrupted
`;
