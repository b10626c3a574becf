import { basename } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { printFailure } from './command-line/print-failure.ts';
import { createProgram } from './command-line/program.ts';
import { processSurroundings } from './world/process-surroundings.ts';
import { OutputClosed, type Surroundings } from './world/surroundings.ts';

/**
 * Runs one command line and answers with its exit code: 0 fine · 1 a bug of Outrigger's own · 2 wrong use or input that
 * cannot be read · 3 something missing.
 */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings(),
): Promise<number> {
  let exitCode = 0;
  try {
    const program = createProgram(nameOf(argv[1]), surroundings, (code) => {
      exitCode = code;
    });
    if (argv[2] === '__complete') await printCandidates(program, argv.slice(3), surroundings);
    else await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Commander has already printed help, version or what was wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof OutputClosed) return 0;
    return printFailure(error, surroundings);
  }
}

/** As a kubectl plugin the usage text starts with `kubectl outrigger`, as every plugin's does. */
function nameOf(script = ''): string {
  return basename(script).startsWith('kubectl-') ? 'kubectl outrigger' : 'outrigger';
}

/** `outrigger __complete -- WORD...` is what the completion scripts call. */
async function printCandidates(program: Command, words: readonly string[], { stdout }: Surroundings): Promise<void> {
  const { complete, printCompletion } = await import('./completion/complete.ts');
  stdout.write(printCompletion(complete(program, words[0] === '--' ? words.slice(1) : words)));
}
