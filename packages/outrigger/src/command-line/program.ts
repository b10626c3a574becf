import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { completionCommand } from '../completion/command.ts';
import { explainCommand } from '../explain/command.ts';
import { versionCommand } from '../version/command.ts';
import { widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** The command with everything below it. `end` is told the exit code. */
export function createProgram(name: string, surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const program = new Command(name)
    .description(manifest.description)
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .exitOverride()
    .configureOutput({
      writeOut: surroundings.stdout.write,
      writeErr: surroundings.stderr.write,
      getOutHelpWidth: () => widthOf(undefined, surroundings.env, surroundings.stdout),
      getErrHelpWidth: () => widthOf(undefined, surroundings.env, surroundings.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(withHint(text)),
    });
  const commands = [explainCommand(surroundings, end), completionCommand(surroundings), versionCommand(surroundings)];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

/** Commander's own words, with the hint in ours. */
function withHint(text: string): string {
  const [, message = text, meant] = /^(.*?)\s*(?:\(Did you mean (.+?)\?\))?\s*$/s.exec(text) ?? [];
  return `${message}\nhint: ${meant === undefined ? 'run with --help for usage' : `did you mean ${meant}?`}\n`;
}
