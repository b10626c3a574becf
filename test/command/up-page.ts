import { UP_FLAGS } from '../../packages/outrigger/src/up/flags.ts';
import { flagTables } from './flag-tables.ts';

/** docs/commands/up.md as it is, with the flags that the command has. What stands in its `console` blocks is played by test/cluster/up-page.test.ts. */
export function upPage(page: string): string {
  return page.replace(/(?<=\n## Flags\n\n)[\s\S]*(?=\n\n## Exit codes\n)/, () => flagTables(UP_FLAGS));
}
