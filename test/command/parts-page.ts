import type { CommandPart } from '../../packages/outrigger/src/command-line/command-part.ts';
import { flagTables } from './flag-tables.ts';

/** The page of a command that has parts: each with its examples, flags and exit codes, as its help has them. */
export function partsPage(command: string, head: string, foot: string, parts: readonly CommandPart[]): string {
  const table = parts.map(({ name, summary }) => `| [\`${name}\`](#${name}) | ${summary} |`).join('\n');
  return `# outrigger ${command}

${head}

| | |
|---|---|
${table}

${foot === '' ? '' : `${foot}\n\n`}${parts.map((part) => partText(command, part)).join('\n')}`;
}

function partText(command: string, { name, argument, what, examples, flags, exitCodes }: CommandPart): string {
  const lines = examples.map(([meaning, line]) => `# ${meaning}\noutrigger ${command} ${line}`).join('\n');
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
