import { changeFlags } from '../change/change-flags.ts';
import type { Flag } from '../command-line/flag.ts';
import { COLOR_MODES, type ColorMode } from '../world/style.ts';

interface FlagGroup {
  readonly heading: string;
  readonly flags: readonly Flag[];
}

/** What every part of the command asks about the metrics. */
const SERIES_FLAGS: readonly Flag[] = [
  {
    flags: '--kube-state-metrics <VERSION>',
    takes: 'one',
    default: '2.20',
    description: 'the one you run: from 2.11 it tells sidecars, from 2.20 their start and last exit',
  },
];

const ON_FLAG: Flag = {
  flags: '--on <LABELS>',
  takes: 'one',
  default: 'namespace,pod,uid,container',
  description: 'the labels that name a container, where Prometheus has renamed them (exported_pod)',
};

const FILE_FLAG: Flag = {
  flags: '-f, --filename <FILE>',
  takes: 'many',
  description: 'a file, as PATH; may be repeated',
};

const COLOR_FLAG: Flag = {
  flags: '--color <WHEN>',
  takes: 'one',
  choices: COLOR_MODES,
  default: 'auto',
  description: 'colours',
};

/** The formats of `outrigger metrics rules`. */
const RULES_FORMATS = ['prometheus', 'prometheusrule'] as const;

/** The flags of `outrigger metrics rules`. */
export const RULES_FLAGS: readonly FlagGroup[] = [
  { heading: 'Input:', flags: [FILE_FLAG] },
  {
    heading: 'Series:',
    flags: [
      ...SERIES_FLAGS,
      ON_FLAG,
      {
        flags: '--matchers <MATCHERS>',
        takes: 'one',
        description: 'for every selector of kube-state-metrics, such as \'job="kube-state-metrics"\'',
      },
    ],
  },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: RULES_FORMATS,
        default: 'prometheus',
        description: 'a rule file, or an object of the Prometheus operator',
      },
      {
        flags: '--only <PART>',
        takes: 'one',
        choices: ['recording', 'alerts'],
        description: 'the alerts stand on the recording rules',
      },
      { flags: '--interval <DURATION>', takes: 'one', description: 'how often to evaluate, such as 1m' },
      { flags: '-n, --namespace <NAME>', takes: 'one', description: 'of the PrometheusRule' },
      { flags: '--name <NAME>', takes: 'one', default: 'sidecars', description: 'of the PrometheusRule' },
      {
        flags: '--label <KEY=VALUE>',
        takes: 'many',
        description: 'of the PrometheusRule, for the ruleSelector of a Prometheus; may be repeated',
      },
      COLOR_FLAG,
    ],
  },
];

/** What the flags of `outrigger metrics rules` hold. */
export interface RulesFlags {
  readonly filename?: readonly string[];
  readonly kubeStateMetrics: string;
  readonly on: string;
  readonly matchers?: string;
  readonly output: (typeof RULES_FORMATS)[number];
  readonly only?: 'recording' | 'alerts';
  readonly interval?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly label?: readonly string[];
  readonly color: ColorMode;
}

/** The formats of `outrigger metrics relabel`. */
const RELABEL_FORMATS = ['prometheus', 'servicemonitor'] as const;

/** The flags of `outrigger metrics relabel`. */
export const RELABEL_FLAGS: readonly FlagGroup[] = [
  {
    heading: 'Input:',
    flags: [
      FILE_FLAG,
      { flags: '--container <NAME>', takes: 'many', description: 'also the sidecars of this name; may be repeated' },
      {
        flags: '--all-init-containers',
        takes: 'nothing',
        description: 'as "Moving to Native Sidecars" does it; counts ordinary init containers, too',
      },
    ],
  },
  { heading: 'Series:', flags: SERIES_FLAGS },
  {
    heading: 'Output:',
    flags: [
      {
        flags: '-o, --output <FORMAT>',
        takes: 'one',
        choices: RELABEL_FORMATS,
        default: 'prometheus',
        description: 'metric_relabel_configs of a scrape, or metricRelabelings of a ServiceMonitor',
      },
      COLOR_FLAG,
    ],
  },
];

/** What the flags of `outrigger metrics relabel` hold. */
export interface RelabelFlags {
  readonly filename?: readonly string[];
  readonly container?: readonly string[];
  readonly allInitContainers?: boolean;
  readonly kubeStateMetrics: string;
  readonly output: (typeof RELABEL_FORMATS)[number];
  readonly color: ColorMode;
}

/** The flags of `outrigger metrics rewrite`. */
export const REWRITE_FLAGS: readonly FlagGroup[] = [
  { heading: 'Input:', flags: [FILE_FLAG] },
  {
    heading: 'What to change:',
    flags: [
      {
        flags: '--by <HOW>',
        takes: 'one',
        choices: ['inline', 'recorded'],
        default: 'inline',
        description: 'the join in each expression, or the series that "metrics rules" records',
      },
      ...SERIES_FLAGS,
      ON_FLAG,
    ],
  },
  {
    heading: 'What to do:',
    flags: [...changeFlags('PrometheusRule')],
  },
  {
    heading: 'Output:',
    flags: [{ flags: '--quiet', takes: 'nothing', description: 'only what could not be done' }, COLOR_FLAG],
  },
];

/** What the flags of `outrigger metrics rewrite` hold. */
export interface RewriteFlags {
  readonly filename?: readonly string[];
  readonly by: 'inline' | 'recorded';
  readonly kubeStateMetrics: string;
  readonly on: string;
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly jsonPatch?: boolean;
  readonly check?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorMode;
}
