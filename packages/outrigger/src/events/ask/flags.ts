import type { Flag } from '../../command-line/flag.ts';

/** A group of flags with its heading. */
export interface FlagGroup {
  readonly heading: string;
  readonly flags: readonly Flag[];
}

const SOURCES: readonly Flag[] = [
  {
    flags: '--store <STORE>',
    takes: 'one',
    description: 'what events serve writes into, read directly: a file, or its address',
  },
  {
    flags: '--server <URL>',
    takes: 'one',
    description: 'a running outrigger events serve; OUTRIGGER_EVENTS says so, too; http://127.0.0.1:8095 by default',
  },
  {
    flags: '--context <NAME>',
    takes: 'one',
    description: 'a cluster itself, without a service: what its API server still has, an hour as a rule',
  },
  { flags: '--kubeconfig <FILE>', takes: 'one', description: 'the same; alone, its current context' },
];

const RULES: Flag = {
  flags: '--rules <FILE>',
  takes: 'many',
  description: 'of a cluster or file: with your own rules, of classification or causal ones; may be repeated',
};

/** Where the answers come from. */
export const SOURCE_GROUP: FlagGroup = {
  heading: 'Source:',
  flags: [
    ...SOURCES,
    {
      flags: '-f, --filename <FILE>',
      takes: 'one',
      description: 'what kubectl get events -A -o json has printed, also with other objects; - is the standard input',
    },
    RULES,
  ],
};

/** Where it can come from as it happens. */
export const TAIL_SOURCE_GROUP: FlagGroup = { heading: 'Source:', flags: [...SOURCES, RULES] };

/** What the flags of a source hold, with those that say how much of a cluster has to be read. */
export interface SourceFlags {
  readonly store?: string;
  readonly server?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly filename?: string;
  readonly rules?: readonly string[];
  readonly namespace?: string | readonly string[];
  readonly allNamespaces?: boolean;
}

const namespace: Flag = {
  flags: '-n, --namespace <NAME>',
  takes: 'many',
  description: 'of these namespaces only; may be repeated',
};
const all: Flag = {
  flags: '-A, --all-namespaces',
  takes: 'nothing',
  description: 'of all namespaces, as without -n',
};
const since: Flag = {
  flags: '--since <TIME>',
  takes: 'one',
  description: 'not before: 15m, 1h30m, 2d ago, or RFC 3339',
};
const until: Flag = { flags: '--until <TIME>', takes: 'one', description: 'before, written as --since' };
const severity: Flag = {
  flags: '--severity <SEVERITY>',
  takes: 'one',
  description: 'this one and worse: debug, info, notice, warning, error, critical',
};
const cluster: Flag = { flags: '--cluster <NAME>', takes: 'many', description: 'of these clusters; may be repeated' };

/** Which events. */
export const FILTER_GROUP: FlagGroup = {
  heading: 'Which events:',
  flags: [
    namespace,
    all,
    { flags: '-l, --selector <LABELS>', takes: 'one', description: 'of objects with these labels: app=web,tier=front' },
    { flags: '--for <OBJECT>', takes: 'one', description: 'of one object: pod/web' },
    { flags: '--workload <WORKLOAD>', takes: 'many', description: 'of what it owns, too: deployment/shop/web' },
    { flags: '--node <NAME>', takes: 'many', description: 'of what is on these nodes; may be repeated' },
    { flags: '--types <TYPES>', takes: 'one', description: 'Normal, Warning' },
    { flags: '--reason <REASONS>', takes: 'one', description: 'BackOff,FailedScheduling' },
    { flags: '--category <CATEGORIES>', takes: 'one', description: 'image, scheduling, storage, network …' },
    severity,
    { flags: '--correlation-id <ID>', takes: 'one', description: 'of one incident' },
    { flags: '--template <ID>', takes: 'one', description: 'whose message is the same but for what varies' },
    { flags: '--text <WORDS>', takes: 'one', description: 'with these words in the message' },
    cluster,
    since,
    until,
  ],
};

/** Which incidents. */
export const INCIDENT_GROUP: FlagGroup = {
  heading: 'Which incidents:',
  flags: [
    namespace,
    all,
    { flags: '--state <STATE>', takes: 'one', choices: ['open', 'resolved'], description: 'open or resolved' },
    severity,
    cluster,
    since,
    until,
  ],
};

/** How many there are at most. */
export function limitFlag(standard: number): Flag {
  return { flags: '--limit <N>', takes: 'count', default: String(standard), description: 'how many at most' };
}

/** How it is printed. */
export function outputGroup(formats: readonly string[], others: readonly Flag[] = []): FlagGroup {
  const output: Flag = {
    flags: '-o, --output <FORMAT>',
    takes: 'one',
    choices: formats,
    default: 'table',
    description: 'how it is printed; times of json, yaml and jsonl are ms since 1970',
  };
  const headers: Flag = { flags: '--no-headers', takes: 'nothing', description: 'no line with the names of columns' };
  return { heading: 'Output:', flags: [output, headers, ...others] };
}

/** What every question's flags hold. */
export interface AskFlags extends SourceFlags {
  readonly namespace?: readonly string[];
  readonly allNamespaces?: boolean;
  readonly selector?: string;
  readonly for?: string;
  readonly workload?: readonly string[];
  readonly node?: readonly string[];
  readonly types?: string;
  readonly reason?: string;
  readonly category?: string;
  readonly severity?: string;
  readonly correlationId?: string;
  readonly template?: string;
  readonly text?: string;
  readonly cluster?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly state?: string;
  readonly limit: string | number;
  readonly output: string;
  readonly headers: boolean;
}
