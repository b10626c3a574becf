import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { POLICY_FLAGS, type PolicyFlags } from './flags.ts';

/** `outrigger policy`. */
export function policyCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('policy')
    .summary('admission policies (CEL) that say what scan says, in the cluster')
    .helpOption('-h, --help', 'print this')
    .allowExcessArguments(false);
  for (const { heading, flags } of POLICY_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (flags: PolicyFlags) => {
      const { policy } = await import('./policy.ts');
      end(await policy(flags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['Which rules can be policies?', 'policy --list'],
  ['Warn whoever applies a legacy sidecar', 'policy --select SC001 | kubectl apply -f -'],
  [
    'Refuse native sidecars used wrongly, in the namespaces of one team',
    'policy --select native --validation-action Deny,Audit --namespace-selector team=shop',
  ],
  ['Add missing startup probes to native sidecars', 'policy --kind mutating | kubectl apply -f -'],
  ['For nodes of 1.28 to 1.33 behind newer API servers', 'policy --kubelet 1.28-1.33 --api-server 1.33'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'Print ValidatingAdmissionPolicies or MutatingAdmissionPolicies, with their bindings, that hold pods and pod templates to the rules\n' +
  'of "outrigger scan". The API server runs them by itself: there is no webhook to keep alive.';

const EXIT_CODES = `
Exit codes:
  0    printed
  2    wrong use, a catalog that cannot be read, or an API that these versions do not serve
`;
