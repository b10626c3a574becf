import { EVENT_CATALOG } from '@outrigger/events';

/** Rules of a user, as the page shows them. */
export const RULES_EXAMPLE = `rules:
  # A reason of your own.
  - name: stuck-orders
    reasons: [OrderStuck]
    category: application
    severity: critical
    recovers: [OrderLate]
  # Images of your own registry matter more than others.
  - name: our-registry
    when: known.category == "image" && event.message.contains("registry.example.com")
    severity: critical
  # Nobody is woken by a test.
  - name: playground
    when: event.about.namespace.startsWith("test-") && known.severity in ["error", "critical"]
    severity: notice
`;

/** docs/events/classification.md: what is said of it, and every reason of the catalogue. */
export function classificationPage(): string {
  const reasons = new Set(EVENT_CATALOG.flatMap(({ rows }) => rows).flatMap((row) => row.reasons)).size;
  return `# What events mean

Every event gets a **category**, a **severity**, the name of the rule that said so, a **subclass** where the message says more than the
reason, and the reasons whose trouble it ends, about the same object. Severity does not follow from the type: \`NodeNotReady\` of a node is
of type Normal, and critical.

The catalogue knows ${reasons} reasons. What it does not know is guessed at – by the words of the reason, the type, the kind – and has no
rule: \`outrigger events classify -f events.json --unclassified\` lists it.

## Rules of your own

\`\`\`yaml
${RULES_EXAMPLE}\`\`\`

A rule fits by \`reasons\`, by \`when\`, or by both; the first that fits is laid over what the catalogue says, and what it leaves out stays.
\`when\` is an expression in [CEL](https://cel.dev). Names and types of fields are checked when the file is read.

| | |
|---|---|
| \`event\` | \`reason\`, \`message\`, \`type\`, \`action\`, \`count\`, \`cluster\`, \`origin\`, \`isCensored\`, \`isCombined\` |
| \`event.about\`, \`event.related\` | \`kind\`, \`namespace\`, \`name\`, \`uid\`, \`apiVersion\`, \`fieldPath\`; empty texts for what is not there |
| \`event.source\` | \`component\`, \`instance\` |
| \`known\` | what the catalogue says: \`category\`, \`severity\`, \`subclass\`, \`rule\` (empty: a guess) |

\`outrigger events classify -f events.json --rules rules.yaml\` tries rules before anybody relies on them.

## The catalogue

${EVENT_CATALOG.map(groupText).join('\n\n')}
`;
}

function groupText({ id, title, source, rows }: (typeof EVENT_CATALOG)[number]): string {
  const lines = rows.map(({ reasons, type = '', category, severity, recovers = [], subclasses = [] }) => {
    const finer = subclasses.map((part) => {
      const own = [part.category, part.severity].filter((word) => word !== undefined).join(' ');
      return own === '' ? part.id : `${part.id} (${own})`;
    });
    const cells = [
      reasons.map(code).join(' '),
      type,
      category,
      severity,
      recovers.map(code).join(' '),
      [...new Set(finer)].join(', '),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `### ${title}

Rules \`${id}/…\`. Read in ${source}.

| Reasons | Type | Category | Severity | Recovers from | Subclasses |
|---|---|---|---|---|---|
${lines.join('\n')}`;
}

function code(word: string): string {
  return `\`${word}\``;
}
