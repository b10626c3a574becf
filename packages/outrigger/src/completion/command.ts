import { Argument, Command } from 'commander';
import type { Surroundings } from '../world/surroundings.ts';

/** The shells for which there is a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish', 'kubectl'] as const;

/** `outrigger completion`: prints a script that asks `outrigger __complete` what could be typed. */
export function completionCommand(surroundings: Surroundings): Command {
  return new Command('completion')
    .summary('print a completion script for bash, zsh or fish')
    .addArgument(new Argument('<SHELL>', 'bash, zsh, fish, or kubectl for `kubectl outrigger`').choices(SHELLS))
    .addHelpText('after', HOW)
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { SCRIPTS } = await import('./scripts.ts');
      surroundings.stdout.write(SCRIPTS[shell]);
    });
}

const HOW = `
Put it in place:
  bash     outrigger completion bash > ~/.local/share/bash-completion/completions/outrigger
  zsh      outrigger completion zsh > "\${fpath[1]}/_outrigger"
  fish     outrigger completion fish > ~/.config/fish/completions/outrigger.fish
  kubectl  outrigger completion kubectl > ~/.local/bin/kubectl_complete-outrigger &&
           chmod +x ~/.local/bin/kubectl_complete-outrigger
           (anywhere on PATH; kubectl 1.26 or newer, with its own completion in place)
`;
