import { basename } from 'node:path';
import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { catalogCommand } from '../catalog/command.ts';
import { completionCommand } from '../completion/command.ts';
import { eventsCommand } from '../events/command.ts';
import { explainCommand } from '../explain/command.ts';
import { inferenceCommand } from '../inference/command.ts';
import { logsCommand } from '../logs/command.ts';
import { metricsCommand } from '../metrics/command.ts';
import { migrateCommand } from '../migrate/command.ts';
import { policyCommand } from '../policy/command.ts';
import { psCommand } from '../ps/command.ts';
import { resourcesCommand } from '../resources/command.ts';
import { runCommand } from '../run/command.ts';
import { scanCommand } from '../scan/command.ts';
import { stopCommand } from '../stop/command.ts';
import { upCommand } from '../up/command.ts';
import { versionCommand } from '../version/command.ts';
import { widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** Runs a command line and answers with its exit code; prints help and what is wrong with the arguments. */
export async function runProgram(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = createProgram(nameOf(argv[1]), surroundings, (code) => {
    exitCode = code;
  });
  try {
    if (argv[2] === '__complete') await printCandidates(program, argv.slice(3), surroundings);
    else if (argv.length <= 2) program.outputHelp();
    else await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Commander has already printed help, version or what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** As a kubectl plugin the usage text starts with `kubectl outrigger`, as every plugin's does. */
function nameOf(script = ''): string {
  return basename(script).startsWith('kubectl-') ? 'kubectl outrigger' : 'outrigger';
}

function createProgram(name: string, surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const { env, stdout, stderr } = surroundings;
  const program = new Command(name)
    .description(manifest.description)
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .exitOverride()
    .configureOutput({
      writeOut: stdout.write,
      writeErr: stderr.write,
      getOutHelpWidth: () => widthOf(undefined, env, stdout),
      getErrHelpWidth: () => widthOf(undefined, env, stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(withHint(text)),
    });
  const commands = [
    explainCommand(surroundings, end),
    scanCommand(surroundings, end),
    migrateCommand(surroundings, end),
    metricsCommand(surroundings, end),
    resourcesCommand(surroundings, end),
    runCommand(surroundings, end),
    psCommand(surroundings, end),
    logsCommand(surroundings, end),
    eventsCommand(surroundings, end),
    inferenceCommand(surroundings, end),
    stopCommand(surroundings, end),
    upCommand(surroundings, end),
    policyCommand(surroundings, end),
    catalogCommand(surroundings, end),
    completionCommand(surroundings),
    versionCommand(surroundings),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program));
    for (const part of command.commands) part.copyInheritedSettings(command);
  }
  return program;
}

/** Commander's own words, with the hint in ours. */
function withHint(text: string): string {
  const [, message = text, meant] = /^(.*?)\s*(?:\(Did you mean (.+?)\?\))?\s*$/s.exec(text) ?? [];
  return `${message}\nhint: ${meant === undefined ? 'run with --help for usage' : `did you mean ${meant}?`}\n`;
}

/** `outrigger __complete -- WORD...` is what the completion scripts call. */
async function printCandidates(program: Command, words: readonly string[], { stdout }: Surroundings): Promise<void> {
  const { complete, printCompletion } = await import('../completion/complete.ts');
  stdout.write(printCompletion(complete(program, words[0] === '--' ? words.slice(1) : words)));
}
