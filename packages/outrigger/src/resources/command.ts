import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { RESOURCE_FLAGS, type ResourceFlags } from './flags.ts';

/** `outrigger resources`. */
export function resourcesCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('resources')
    .summary('what pods really request, and what kubectl shows')
    .helpOption('-h, --help', 'print this')
    .argument('[PATH...]', 'manifests: files, directories with all below them, - for standard input');
  for (const { heading, flags } of RESOURCE_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (paths: readonly string[], flags: ResourceFlags) => {
      const { resources } = await import('./resources.ts');
      end(await resources(paths, flags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['What do these workloads request, each pod and together?', 'resources deploy/'],
  ['Which containers decide it?', 'resources web.yaml -o wide'],
];

function exampleText(name: string): string {
  const lines = EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`);
  return [...lines, `  # What is allocated on the nodes of a cluster?\n  ${FROM_CLUSTER} | ${name} resources -\n`].join(
    '\n',
  );
}

const FROM_CLUSTER = 'kubectl get nodes,pods -A -o yaml';

const WHAT =
  'Effective requests and limits of pods, as the scheduler, the kubelet and quotas count them – a sidecar counts for as long as its\n' +
  'pod –, and their totals beside the ones of a "kubectl describe node" that does not know sidecars (before 1.29).';

const EXIT_CODES = `
Exit codes:
  0    counted
  2    wrong use, or input that cannot be read
`;
