import type { Policy } from '@outrigger/inference';
import { printProblems } from '../../input/print-problems.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { loadPolicyFile } from './load-policy-file.ts';

/** The policy that a file describes; undefined after what keeps it from being used was printed with its places. */
export async function policyOfFile(file: string, surroundings: Surroundings): Promise<Policy | undefined> {
  const loaded = await loadPolicyFile(file, surroundings);
  if (!loaded) return undefined;
  printProblems(loaded.problems, surroundings, { color: 'auto' });
  return loaded.config.policy;
}
