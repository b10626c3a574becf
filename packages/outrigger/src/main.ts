import { basename } from 'node:path';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { explainCommand } from './explain/command.ts';
import { Failure } from './world/failure.ts';
import { processSurroundings } from './world/process-surroundings.ts';
import { OutputClosed, type Surroundings } from './world/surroundings.ts';

/** Runs one command line and answers with its exit code: 0 fine, 1 failed or findings, 2 wrong use, 3 something missing. */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings(),
): Promise<number> {
  try {
    await createProgram(nameOf(argv[1]), surroundings).parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has already printed help, version or what was wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof OutputClosed) return 0;
    if (!(error instanceof Failure)) throw error;
    surroundings.stderr.write(`error: ${error.message}\n${error.hint === undefined ? '' : `hint: ${error.hint}\n`}`);
    return error.exitCode;
  }
}

/** As a kubectl plugin the usage text starts with `kubectl outrigger`, as every plugin's does. */
function nameOf(script = ''): string {
  return basename(script).startsWith('kubectl-') ? 'kubectl outrigger' : 'outrigger';
}

function createProgram(name: string, surroundings: Surroundings): Command {
  return new Command(name)
    .description(manifest.description)
    .version(manifest.version, '-V, --version')
    .showHelpAfterError('(run with --help for usage)')
    .exitOverride()
    .addCommand(explainCommand(surroundings));
}
