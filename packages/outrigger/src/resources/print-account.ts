import { printData } from '../explain/output/print-data.ts';
import { printable } from '../world/printable.ts';
import { widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { Account } from './account.ts';
import { accountTables } from './account-tables.ts';
import type { ResourceFlags } from './flags.ts';
import { toDocument } from './to-document.ts';

/** Prints an account in the format that the flags ask for. */
export async function printAccount(account: Account, flags: ResourceFlags, surroundings: Surroundings): Promise<void> {
  const { output } = flags;
  if (output === 'json' || output === 'yaml') {
    await printData([toDocument(account, flags)], { format: output, kind: 'ResourceAccount' }, surroundings);
    return;
  }
  const width = widthOf(flags.width, surroundings.env, surroundings.stdout);
  const text = accountTables(account, {
    width,
    isWide: output === 'wide',
    headers: flags.headers,
    kubectl: flags.kubectl,
  });
  surroundings.stdout.write(printable(text, false));
}
