import { eventsParts } from '../../packages/outrigger/src/events/all-parts.ts';
import type { EventsPart } from '../../packages/outrigger/src/events/part.ts';
import { flagTables } from './flag-tables.ts';

/** docs/commands/events.md: each part with its examples, flags and exit codes, as its help has them. */
export function eventsPage(): string {
  return `# outrigger events

Keeps what Kubernetes tells by its Events, counts it exactly, finds what caused what, and answers questions. What the words mean and how
it works: [events](../events/overview.md).

| | |
|---|---|
${eventsParts.map(({ name, summary }) => `| [\`${name}\`](#${name}) | ${summary} |`).join('\n')}

Without one of these words it is \`outrigger events here\`, which it was before there were others.

${eventsParts.map(partText).join('\n')}`;
}

function partText({ name, argument, what, examples, flags, exitCodes }: EventsPart): string {
  const lines = examples.map(([meaning, line]) => `# ${meaning}\noutrigger events ${line}`).join('\n');
  const codes = exitCodes.map((line) => line.replace(/^(\d+)\s+(.*)$/, '| $1 | $2 |')).join('\n');
  return `## ${name}

${what}${argument ? ` \`${argument[0]}\`: ${argument[1]}.` : ''}

\`\`\`sh
${lines}
\`\`\`

${flagTables(flags)}

| Exit code | |
|---:|---|
${codes}
`;
}
