import { Failure } from '../world/failure.ts';
import { printable } from '../world/printable.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** Prints why a command failed, as one block without a stack trace, and answers with the exit code. */
export function printFailure(error: unknown, { stderr, env }: Surroundings): number {
  try {
    if (env.OUTRIGGER_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
    if (error instanceof Failure) {
      // It may quote a file.
      stderr.write(
        printable(`error: ${error.message}\n${error.hint === undefined ? '' : `hint: ${error.hint}\n`}`, false),
      );
      return error.exitCode;
    }
    stderr.write(`error: Outrigger has a bug: ${error instanceof Error ? error.message : error}\n`);
    if (!env.OUTRIGGER_DEBUG) stderr.write('hint: please report it with what OUTRIGGER_DEBUG=1 adds\n');
    return 1;
  } catch {
    // Standard error has gone as well: the exit code is all that can still be said.
    return error instanceof Failure ? error.exitCode : 1;
  }
}
