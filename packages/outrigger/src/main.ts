import { printFailure } from './command-line/print-failure.ts';
import { processSurroundings } from './world/process-surroundings.ts';
import { OutputClosed, type Surroundings } from './world/surroundings.ts';

/**
 * Runs one command line and answers with its exit code: 0 fine · 1 the thing itself failed or has findings, or a bug of
 * Outrigger's own · 2 wrong use or input that cannot be read · 3 something missing · 130 interrupted.
 */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings(),
): Promise<number> {
  try {
    return (await runQuickly(argv, surroundings)) ?? (await run(argv, surroundings));
  } catch (error) {
    if (error instanceof OutputClosed) return 0;
    return printFailure(error, surroundings);
  }
}

/** `outrigger explain` with a well-formed line: without commander, which takes a tenth of the time to start. */
async function runQuickly(argv: readonly string[], surroundings: Surroundings): Promise<number | undefined> {
  if (argv[2] !== 'explain') return undefined;
  const { explainQuickly } = await import('./explain/explain.ts');
  return explainQuickly(argv.slice(3), surroundings);
}

async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { runProgram } = await import('./command-line/program.ts');
  return runProgram(argv, surroundings);
}
