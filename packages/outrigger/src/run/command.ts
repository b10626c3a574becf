import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { RUN_FLAGS, type RunFlags } from './flags.ts';

/** `outrigger run`. */
export function runCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('run')
    .summary('run pods on this machine, by the kubelet’s rules')
    .helpOption('-h, --help', 'print this')
    .argument('[PATH...]', 'manifests: files, directories with all below them, - for standard input');
  for (const { heading, flags } of RUN_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (paths: readonly string[], flags: RunFlags) => {
      const { run } = await import('./run.ts');
      end(await run(paths, flags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['Run a pod as processes of this machine; Ctrl-C stops it by the book, twice kills it', 'run pod.yaml'],
  [
    'Its images are not here: these commands stand for them',
    "run web.yaml --image nginx='python3 -m http.server 8080'",
  ],
  ['As real containers', 'run pod.yaml --driver cri'],
  [
    'In a script: what the containers print, and the exit code of one of them',
    'run job.yaml --logs --exit-code-from work',
  ],
  ['In the background', 'run pod.yaml --detach'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'Run pods on this machine: init containers, native sidecars, probes, hooks, restarts and the stop as the kubelet does them.\n' +
  'Deployments, StatefulSets, Jobs and the like are run by their controllers.\n' +
  'Containers are processes, so that nothing has to be installed, or containers of containerd or CRI-O.';

const EXIT_CODES = `
Exit codes:
  0    all pods have succeeded, all Jobs are complete
  1    a pod has failed, or a Job; with --exit-code-from the exit code of that container
  2    wrong use, or input that cannot be read
  3    what it needs is not there: a container runtime
  130  interrupted
`;
