import { type Policy, readPickerConfiguration, USUAL_ADMISSION } from '@outrigger/inference';
import { readConfigFile } from '../../input/read-config-file.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { policyOfFile } from '../policy/policy-of-file.ts';
import type { ChangingFile } from './follow-changes.ts';

/** The flags that name files which are read again while the picker runs. */
export interface ChangingFlags {
  readonly config?: string;
  readonly policyFile?: string;
}

/** Those files; `inForce` makes of a policy what the picker asks. */
export function changingFiles(
  { config, policyFile }: ChangingFlags,
  modules: readonly string[],
  inForce: (policy: Policy) => Policy,
  surroundings: Surroundings,
): readonly ChangingFile[] {
  let named = modules;
  const files: ChangingFile[] = [];
  if (config !== undefined)
    files.push({
      by: 'config',
      paths: () => [config],
      read: () => readConfigFile(config, readPickerConfiguration, surroundings),
    });
  // Standard input has been read.
  if (policyFile !== undefined && policyFile !== '-')
    files.push({
      by: 'policy',
      paths: () => [policyFile, ...named],
      async read() {
        const read = await policyOfFile(policyFile, surroundings);
        if (!read) return undefined;
        named = read.modules;
        const admission = config === undefined ? (read.admission ?? USUAL_ADMISSION) : undefined;
        return { policy: inForce(read.policy), admission };
      },
    });
  return files;
}
