import type { Finding, Rule, RuleGroup } from '@outrigger/sidecars';

/** What a rule's page is made of, beside the rule itself. */
export interface RuleExamples {
  readonly fails: string;
  readonly passes: string;
  readonly found: readonly Told[];
}

/** What a page says of a finding; one in a script has fewer fields. */
export interface Told extends Pick<Finding, 'rule' | 'severity' | 'message' | 'consequence' | 'hint'> {
  readonly position: Pick<Finding['position'], 'line'>;
}

/** docs/rules/SC001.md: what, why, what instead, and what the engine says of the example. */
export function rulePage(rule: Rule, { fails, passes, found }: RuleExamples): string {
  const { id, name, title, severity, why, instead, kubelets, fixes, sources } = rule;
  const language = rule.about === 'script' ? 'sh' : 'yaml';
  const facts = [
    `| severity | ${severity} |`,
    `| Kubernetes | ${kubelets ?? 'all that know native sidecars'} |`,
    `| fix | ${fixes ?? 'none'} |`,
  ];
  return `# ${id} ${name}

**${title}.**

| | |
|---|---|
${facts.join('\n')}

## Why

${why}

## What to do

${instead}

## An example

\`\`\`${language}
${fails.trimEnd()}
\`\`\`

${found.map(said).join('\n')}

Nothing is said about

\`\`\`${language}
${passes.trimEnd()}
\`\`\`

## Sources

${sources.map((source) => `- ${source}`).join('\n')}
`;
}

function said({ severity, position, message, consequence, hint }: Told): string {
  const more = [consequence, hint].filter((text) => text !== undefined).map((text) => `: ${text}`);
  return `- line ${position.line}, ${severity}: ${message}${more.join('')}`;
}

const GROUPS: Readonly<Record<RuleGroup, string>> = {
  legacy: 'Sidecars that are none yet',
  hacks: 'What was built for want of an order',
  native: 'Native sidecars used wrongly',
  lifetime: 'Start, stop and end',
  resources: 'Resources',
  versions: 'Versions',
  nearby: 'Things nearby that break',
};

/** docs/rules/README.md: all rules by group, and what they found on real manifests, a line each. */
export function rulesIndex(rules: readonly Rule[], onCorpus: readonly string[]): string {
  const groups = Object.entries(GROUPS).map(([group, heading]) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .map(({ id, name, title, severity }) => `| [${id}](${id}.md) | ${name} | ${severity} | ${title} |`);
    return `## ${heading}\n\n| | | | |\n|---|---|---|---|\n${rows.join('\n')}`;
  });
  return `# Rules

What \`outrigger scan\` looks for. Where a rule speaks of behaviour, the engine has played the pod: the finding says what happens.

${groups.join('\n\n')}

${precision(onCorpus)}`;
}

/** What reading the findings on real manifests gave; test/rules/corpus.txt holds them. */
const precision = (found: readonly string[]) => `## How often they are right

On 183 real manifests – what Istio and Linkerd inject, samples of Istio, Dapr, Cloud SQL and others – they find ${found.length} things. All were read
by eye, and all ${found.length} are as the finding says. ${found.filter((line) => line.startsWith('SC026')).length} of them are one and the same: the preStop hook that Istio's injector writes for its native
proxy drains when the pod is deleted, which matters with Envoy before 1.34 only and is told as information. Two first drafts of findings
were wrong (exporters that are the application of their pod) and are gone.
`;
