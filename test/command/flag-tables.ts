import type { Flag } from '../../packages/outrigger/src/command-line/flag.ts';

/** The flags of a command as the tables of its page, one per group. */
export function flagTables(groups: readonly { readonly heading: string; readonly flags: readonly Flag[] }[]): string {
  return groups
    .map(({ heading, flags }) => {
      const rows = flags.map((flag) => {
        const choices = flag.choices ? ` One of ${flag.choices.join(', ')}.` : '';
        const preset = flag.default === undefined ? '' : ` Default: ${flag.default}.`;
        return `| \`${flag.flags}\` | ${flag.description}.${choices}${preset} |`.replaceAll('.. ', '. ');
      });
      return `| ${heading.replace(/:$/, '')} | |\n|---|---|\n${rows.join('\n')}`;
    })
    .join('\n\n');
}
