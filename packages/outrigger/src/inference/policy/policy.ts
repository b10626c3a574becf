import type { Mapped } from '@outrigger/inference';
import { oneLine, safeJson } from '../../events/print/safe.ts';
import { alignColumns } from '../../resources/align-columns.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { loadPolicyFile } from './load-policy-file.ts';

/** What the flags of `outrigger inference policy` hold. */
export interface PolicyFlags {
  readonly output: 'table' | 'json';
}

/** Runs `outrigger inference policy` and answers with its exit code. */
export async function policy(
  [file = '']: readonly string[],
  { output }: PolicyFlags,
  surroundings: Surroundings,
): Promise<number> {
  const loaded = await loadPolicyFile(file, surroundings);
  if (!loaded) return 2;
  const { mapped, policy: made } = loaded.config;
  const { stdout } = surroundings;
  if (output === 'json') stdout.write(`${safeJson({ usable: made !== undefined, items: mapped }, 2)}\n`);
  else for (const line of tableOf(mapped)) stdout.write(`${oneLine(line)}\n`);
  return made === undefined ? 1 : 0;
}

function tableOf(mapped: readonly Mapped[]): readonly string[] {
  return alignColumns([
    ['PART', 'BECOMES', 'NOTE'],
    ...mapped.map(({ part, maps, note }) => [part, BECOMES[maps], note]),
  ]);
}

const BECOMES = { yes: 'the same', 'built-in': 'built in', elsewhere: 'set elsewhere', no: 'nothing' } as const;
