import { basename } from 'node:path';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };

/** Runs one command line and answers with its exit code: 0 fine, 1 failed or findings, 2 wrong use, 3 something missing. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram(nameOf(argv[1])).parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has already printed help, version or what was wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** As a kubectl plugin the usage text starts with `kubectl outrigger`, as every plugin's does. */
function nameOf(script = ''): string {
  return basename(script).startsWith('kubectl-') ? 'kubectl outrigger' : 'outrigger';
}

function createProgram(name: string): Command {
  return new Command(name)
    .description(manifest.description)
    .version(manifest.version, '-V, --version')
    .showHelpAfterError('(run with --help for usage)')
    .exitOverride();
}
