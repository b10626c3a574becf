import { type FactMatch, JOINS, RULE_FAMILIES, SHARED_RULES, SYMPTOMS } from '@outrigger/events';

/** A file of rules as a user writes it; the page shows it, and a test reads it. */
export const OWN_RULES = `rules:
  # Whoever publishes to a full queue is refused.
  - name: full-queue
    cause: { reasons: [QueueFull] }
    effect: { when: 'event.reason == "PublishRefused" && event.message.contains("no room")' }
    join: [owner, node]
    window: 10m
    # The queue may tell it after those who suffer.
    late: 30s
  # The plain key of the article: whatever troubles the same namespace/kind/name within a time is one.
  - name: same-object
    cause: {}
    effect: {}
    join: [object]
    window: 5m
    use: context
`;

/** docs/events/correlation.md: how incidents come to be, and all rules as they are in the data. */
export function correlationPage(): string {
  return `# How an incident comes to be

An incident is what has one cause: its root, the chain of what followed, the workloads that suffer, when it began and ended. It is found
in three ways, in this order:

1. **Cause and effect.** A rule says that one event follows from another, when both have something in common (a node, an owner, a
   claim …) and not too much time is between them. The effect belongs to the incident of its cause.
2. **What is shared.** When enough workloads have the same trouble within a time with one registry, quota, webhook or node, that is the root.
3. **The same resource.** Everything else is an incident of the workload that it is about: the topmost owner, by way of ReplicaSets and
   Jobs; a node, a claim or an autoscaler is one itself.

Some events say themselves that the trouble lies elsewhere: a pod whose network is not ready speaks of its node, a preempted pod of the
one that took its place, a pod that finds no place of the nodes that are cordoned or not ready.

**What is trouble** does not follow from the type of an event. Errors count after ten seconds without recovery, warnings after thirty,
less never; the exceptions are [below](#what-is-trouble). Therefore a rollout, a drain, a probe that fails twice and a pod that waits a
moment for its place make no incident, and a cordon makes one only when somebody suffers by it. What a pod says while it is being deleted
does not count, but for its hooks and for evictions.

**The order in which things are told does not matter.** A cause that comes after its effects takes them to itself, as long after as its
rule says. An incident that loses all its trouble to another is resolved, and \`mergedInto\` says where it has gone; when nobody has
been told of the other yet, the number that people know stays. An object that is known later than its events gives the incident its
root then. What belonged to an incident that is over is no cause of anything new until it is seen again. Numbers are made of the root and the time of the beginning: the same stream gives the same numbers.

**Level.** \`node\` when the root is a node, \`cluster\` when it is something else without a namespace, else \`application\`. When a node
is not ready, all workloads with pods on it are among the affected.

**End.** A trouble ends when an event says so (NodeReady, Scheduled, Started …), when its pod is ready again, when its object or workload is
gone, or when it was quiet for 10 minutes; a node that is not ready stays so until it is said to be ready,
a pod that is stuck until it has come further, and a rollout that is stalled until it goes on or is undone. What follows from a trouble
ends with it, unless its object shows that it goes on. When all troubles have ended and 3 minutes went by, the incident is resolved.

**Bounds.** 20,000 facts (the same reason about the same object is one) and 5,000 incidents at most; the longest quiet make room, what they
have counted stays in the report. A chain has up to 50 steps.

## Rules

Of several rules that fit, the first counts, and rules of your own come before all of these. Rules for *context* put what was seen
before into the chain and lay no blame: the rollout before a crash. \`outrigger events correlate DIR\` prints what they find in a recording.

${RULE_FAMILIES.map(familyText).join('\n')}
### Shared

| Rule | Effect | In common | Workloads | Window |
|---|---|---|---:|---:|
${SHARED_RULES.map(({ id, title, effect, join, atLeast, windowMs }) => `| \`${id}\`: ${title} | ${matchText(effect)} | ${join} | ${atLeast} | ${minutes(windowMs)} |`).join('\n')}

### What they have in common

| Join | The two are linked by |
|---|---|
${Object.entries(JOINS)
  .map(([key, meaning]) => `| \`${key}\` | ${meaning} |`)
  .join('\n')}

## Rules of your own

\`\`\`yaml
${OWN_RULES}\`\`\`

\`cause\` and \`effect\` say which events: \`reasons\`, \`kinds\` of the object, \`subclasses\` as \`outrigger events classify\` names them, and
\`when\`, an expression in CEL about \`event\` and \`known\` (its class), with the fields that rules of [classification](classification.md)
have. All that is given holds together; \`{}\` is any trouble. \`window\` is the longest time from the cause to the effect, \`late\` how long after
its effect a cause may be told. \`use: context\` lays no blame. An effect makes an incident only when it is trouble: give reasons of your own a
severity by a rule of classification.

\`outrigger events correlate DIR --rules FILE\` tries them on a recording: exit code 1 when one has found nothing. They count in
\`outrigger events serve --causes FILE\` (\`causes\` in its [configuration](configuration.md)), which reads them again after each change; in
\`replay --rules FILE\`; and in every question about a file or a cluster itself, \`incidents -f events.json --rules FILE\`, where a file
may also hold rules of classification. Programs read them by \`readCausalRules\` and hand them as \`rules\` to \`createCorrelator\`,
\`runService\`, \`followCluster\`, \`readOnce\` and \`playRecording\`; a function in their place is asked at every batch. New rules count from the
next event on, for causes that are remembered, too; what was linked stays so.

## What is trouble

| Reasons | Is trouble | Because |
|---|---|---|
${SYMPTOMS.map(symptomLine).join('\n')}
`;
}

function familyText({ title, rules }: (typeof RULE_FAMILIES)[number]): string {
  const lines = rules.map(({ id, title: what, cause, effect, join, windowMs, lateMs, atTurns, use }) => {
    const late = `${lateMs === undefined ? '' : `, ${lateMs / 1000} s late`}${atTurns ? ' of its beginning or end' : ''}`;
    return `| \`${id}\`: ${what}${use === 'context' ? ' (*context*)' : ''} | ${matchText(cause)} | ${matchText(effect)} | ${join.join(', ')} | ${minutes(windowMs)}${late} |`;
  });
  return `### ${title}\n\n| Rule | Cause | Effect | In common, first | Window |\n|---|---|---|---|---:|\n${lines.join('\n')}\n`;
}

function matchText({ reasons = [], kinds, subclasses, says, saysNot, workloads }: FactMatch): string {
  return [
    reasons.join(', '),
    kinds && `of a ${kinds.join(' or ')}`,
    subclasses && `(${subclasses.join(', ')})`,
    says && `that says \`${cell(says.source)}\``,
    saysNot && `that does not say \`${cell(saysNot.source)}\``,
    workloads && `of workloads named \`${cell(workloads.source)}\``,
  ]
    .filter(Boolean)
    .join(' ');
}

function symptomLine({
  reasons,
  kinds,
  subclasses,
  says,
  isNoise,
  times = 1,
  lastingMs = 10_000,
  blames,
  excusedBy,
  why,
}: (typeof SYMPTOMS)[number]): string {
  const which = matchText({
    reasons,
    ...(kinds && { kinds }),
    ...(subclasses && { subclasses }),
    ...(says && { says }),
  });
  const often = times === 1 ? '' : `${times} times`;
  const long = lastingMs === 0 ? '' : `for ${lastingMs / 1000} s`;
  const when = [often, long].filter(Boolean).join(', ') || 'at once';
  const unless =
    excusedBy && `, unless ${excusedBy.reasons.join(' or ')} was said of it in the last ${minutes(excusedBy.forMs)}`;
  return `| ${which} | ${isNoise ? 'never' : `${when}${blames === undefined ? '' : `; of the ${blames}`}${unless ?? ''}`} | ${why} |`;
}

function minutes(ms: number): string {
  return ms >= 3_600_000 ? `${ms / 3_600_000} h` : `${ms / 60_000} min`;
}

/** A bar would end the cell of the table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
