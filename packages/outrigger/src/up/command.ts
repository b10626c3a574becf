import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { UP_FLAGS, type UpFlags } from './flags.ts';

/** `outrigger up`. */
export function upCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('up')
    .summary('a Kubernetes cluster in one process')
    .helpOption('-h, --help', 'print this')
    .argument('[FILE...]', 'manifests to apply; after -- a command to run with KUBECONFIG set');
  for (const { heading, flags } of UP_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (...given: readonly unknown[]) => {
      const { up } = await import('./up.ts');
      const words = given[0] as readonly string[];
      // Commander puts the words behind `--` to the others; those that were written are told by the line itself.
      const { rawArgs = [] } = command.parent as { readonly rawArgs?: readonly string[] };
      const behind = rawArgs.includes('--') ? rawArgs.slice(rawArgs.indexOf('--') + 1) : [];
      const inputs = { paths: words.slice(0, words.length - behind.length), command: behind };
      end(await up(inputs, given.at(-2) as UpFlags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['A cluster, until Ctrl-C', 'up'],
  ['With these objects in it', 'up examples/web-with-proxy.yaml'],
  ['Apply a folder now and after each change', 'up --watch deploy/'],
  [
    'For a test: the command has KUBECONFIG, and its exit code counts',
    'up -f deploy/ -- kubectl wait --for=condition=Available deployment/web',
  ],
  ['Only the API, where another program finds it', 'up --api-only --port 8001 --token secret'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'Run a Kubernetes cluster in one process: an API server, the usual controllers, a scheduler, and this machine as its node.\n' +
  'It says on stdout where it is when it is ready; kubectl works on it. Your own kubeconfig is not touched.';

const EXIT_CODES = `
Exit codes:
  0    ended by Ctrl-C, with everything stopped; or that of the command after --
  2    wrong use, or input that cannot be read
  3    what it needs is not there: the port is taken, no container runtime, no place to write to
`;
