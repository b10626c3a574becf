import { DEFAULT_VERSION } from '@outrigger/pod';
import { Command, Option } from 'commander';
import { readKubelet } from '../kubelet/read-kubelet.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** `outrigger explain`. */
export function explainCommand(surroundings: Surroundings): Command {
  return new Command('explain')
    .description('Say how a pod will start, run, restart and stop.')
    .argument('[FILE...]')
    .option('--scenario <FILE...>', 'play the Scenarios of these files')
    .option('--kubelet <VERSION>', 'version of the kubelet', DEFAULT_VERSION)
    .option('--feature-gates <LIST...>', 'Name=true|false[,…]')
    .addOption(new Option('--timing <MODE>', 'nominal or kubelet').choices(['nominal', 'kubelet']))
    .option('--seed <N>', 'seed of everything random', Number)
    .option('-o, --output <FORMAT>', 'output format', 'text')
    .action(async (_files: readonly string[], options: ExplainOptions) => {
      const { playScenarios } = await import('./play-scenarios.ts');
      const kubelet = readKubelet({
        ...options,
        timing: options.timing ?? (options.output === 'recording' ? 'kubelet' : 'nominal'),
      });
      if (playScenarios(options.scenario ?? [], kubelet, surroundings) > 0) process.exitCode = 2;
    });
}

interface ExplainOptions {
  readonly scenario?: readonly string[];
  readonly kubelet: string;
  readonly featureGates?: readonly string[];
  readonly timing?: 'nominal' | 'kubelet';
  readonly seed?: number;
  readonly output: string;
}
