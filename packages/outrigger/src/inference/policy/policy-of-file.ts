import type { AdmissionRules, Policy } from '@outrigger/inference';
import { printProblems } from '../../input/print-problems.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { loadPolicyFile } from './load-policy-file.ts';

/** What a file describes. */
export interface FilePolicy {
  readonly policy: Policy;
  /** What may go and what waits, where it says so. */
  readonly admission?: AdmissionRules | undefined;
  /** The modules it is made of, beside the file. */
  readonly modules: readonly string[];
}

/** The policy that a file describes; undefined after what keeps it from being used was printed with its places. */
export async function policyOfFile(file: string, surroundings: Surroundings): Promise<FilePolicy | undefined> {
  const loaded = await loadPolicyFile(file, surroundings);
  if (!loaded) return undefined;
  printProblems(loaded.problems, surroundings, { color: 'auto' });
  const { policy, admission } = loaded.config;
  return policy && { policy, admission, modules: loaded.modules };
}
