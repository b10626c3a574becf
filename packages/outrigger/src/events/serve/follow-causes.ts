import { type CausalRule, readCausalRules } from '@outrigger/events';
import type { Surroundings } from '../../world/surroundings.ts';
import { followFile } from './follow-file.ts';

/** Causal rules as the files have them now. */
export interface FollowedCauses extends Disposable {
  /** Those of the first file before those of the next; the same list until one of them changes. */
  readonly rules: () => readonly CausalRule[];
}

/** Follows the causal rules of some files, now and after each change; undefined when one cannot be understood at first. */
export async function followCauses(
  files: readonly string[],
  surroundings: Surroundings,
): Promise<FollowedCauses | undefined> {
  const byFile = new Map<string, readonly CausalRule[]>();
  let all: readonly CausalRule[] = [];
  const followed: Disposable[] = [];
  const end = (): void => {
    for (const each of followed) each[Symbol.dispose]();
  };
  try {
    for (const file of new Set(files)) {
      const take = (rules: readonly CausalRule[]): void => {
        byFile.set(file, rules);
        all = [...byFile.values()].flat();
      };
      const one = await followFile({ file, flag: '--causes', read: readCausalRules, take }, surroundings);
      if (one === undefined) {
        end();
        return undefined;
      }
      followed.push(one);
    }
  } catch (error) {
    end();
    throw error;
  }
  return { rules: () => all, [Symbol.dispose]: end };
}
