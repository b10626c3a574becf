import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Flag } from '../command-line/flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import {
  RELABEL_FLAGS,
  REWRITE_FLAGS,
  type RelabelFlags,
  type RewriteFlags,
  RULES_FLAGS,
  type RulesFlags,
} from './flags.ts';

type End = (exitCode: number) => void;

/** `outrigger metrics` and its parts: `rules`, `relabel`, `rewrite`. */
export function metricsCommand(surroundings: Surroundings, end: End): Command {
  const metrics = new Command('metrics')
    .summary('Prometheus rules that see native sidecars')
    .helpOption('-h, --help', 'print this')
    .helpCommand(false);
  const parts = [rulesCommand(surroundings, end), relabelCommand(surroundings, end), rewriteCommand(surroundings, end)];
  for (const part of parts) metrics.addCommand(part);
  metrics.addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(metrics, Object.values(EXAMPLES).flat())}`);
  // Without a part, commander prints this help to stderr, and the exit code says wrong use.
  return metrics;
}

function rulesCommand(surroundings: Surroundings, end: End): Command {
  const command = part('rules', 'print recording rules and alerts that count sidecars', RULES_FLAGS)
    .argument('[PATH...]', 'manifests in which to look for names that would be lost; - for standard input')
    .addHelpText('after', EXIT_CODES);
  return command.action(async (paths: readonly string[], flags: RulesFlags) => {
    const { printRules } = await import('./generate/print-rules.ts');
    end(await printRules(paths, flags, surroundings));
  });
}

function relabelCommand(surroundings: Surroundings, end: End): Command {
  const command = part('relabel', 'print a relabelling that makes containers of sidecars, by name', RELABEL_FLAGS)
    .argument('[PATH...]', 'manifests whose sidecars are meant; - for standard input')
    .addHelpText('after', EXIT_CODES);
  return command.action(async (paths: readonly string[], flags: RelabelFlags) => {
    const { printRelabelling } = await import('./generate/print-relabelling.ts');
    end(await printRelabelling(paths, flags, surroundings));
  });
}

function rewriteCommand(surroundings: Surroundings, end: End): Command {
  const command = part('rewrite', 'bring sidecars into the rules you have', REWRITE_FLAGS)
    .argument(
      '[PATH...]',
      'PrometheusRules and rule files: files, directories with all below them, - for standard input',
    )
    .addHelpText('after', REWRITE_EXIT_CODES);
  return command.action(async (paths: readonly string[], flags: RewriteFlags) => {
    const { rewrite } = await import('./rewrite/rewrite.ts');
    end(await rewrite(paths, flags, surroundings));
  });
}

function part(
  name: keyof typeof EXAMPLES,
  summary: string,
  groups: readonly { readonly heading: string; readonly flags: readonly Flag[] }[],
): Command {
  const command = new Command(name).summary(summary).helpOption('-h, --help', 'print this');
  for (const { heading, flags } of groups) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command.addHelpText('before', () => {
    const examples = command.parent ? exampleText(command.parent, EXAMPLES[name]) : '';
    return `${summary[0]?.toUpperCase()}${summary.slice(1)}.\n\nExamples:\n${examples}`;
  });
}

const EXAMPLES = {
  rules: [
    [
      'Recording rules and alerts, for a PrometheusRule of the operator',
      'metrics rules -o prometheusrule -n monitoring',
    ],
    ['A rule file for Prometheus itself', 'metrics rules > sidecars.yaml'],
  ],
  relabel: [
    ['Relabel the sidecars of these manifests as they are scraped', 'metrics relabel deploy/'],
    ['The same for a ServiceMonitor', 'metrics relabel deploy/ -o servicemonitor'],
  ],
  rewrite: [
    ['Which of my rules miss sidecars?', 'metrics rewrite monitoring/'],
    ['Change the files', 'metrics rewrite monitoring/ --write'],
    ['Short: by the recording rules of "metrics rules"', 'metrics rewrite monitoring/ --by recorded --write'],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [what: string, line: string])[]>>;

function exampleText(metrics: Command, examples: readonly (readonly [string, string])[]): string {
  const name = metrics.parent?.name() ?? 'outrigger';
  return examples.map(([what, line]) => `  # ${what}\n  ${name} ${line}\n`).join('\n');
}

const WHAT =
  'kube-state-metrics has init containers, and native sidecars among them, in metrics of their own: dashboards, requests and\n' +
  'alerts lose every sidecar that becomes native. These commands bring them back, without ordinary init containers.';

const EXIT_CODES = `
Exit codes:
  0    printed
  1    printed, but the manifests have names whose series would be lost or taken for others
  2    wrong use, or input that cannot be read
`;

const REWRITE_EXIT_CODES = `
Exit codes:
  0    done, or nothing to do
  1    --check, and there is something to change
  2    wrong use, or input that cannot be read or changed
`;
