import { closeSync, openSync } from 'node:fs';
import { openDecisionLog, type Policy, recordDecisions } from '@outrigger/inference';
import { badFlag } from '../../world/failure.ts';

/** The policy, with its choices written to a file where one is named; disposed of when all is on the disk. */
export function recorded(
  policy: Policy,
  file: string | undefined,
  warn: (text: string) => void,
): { readonly policy: Policy } & AsyncDisposable {
  if (file === undefined) return { policy, [Symbol.asyncDispose]: () => Promise.resolve() };
  refuseUnwritable(file);
  const log = openDecisionLog(file, (error) => warn(`warning: decisions are not recorded: ${error.message}\n`));
  return {
    policy: recordDecisions(policy, { write: log.write, wallClock: Date.now }),
    async [Symbol.asyncDispose]() {
      await log.close();
      if (log.dropped() > 0) warn(`warning: ${log.dropped()} lines of the decision log were dropped\n`);
    },
  };
}

/** The log itself is opened at the first choice, which is late to hear of it. */
function refuseUnwritable(file: string): void {
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    throw badFlag('--decisions', (error as Error).message, 'name a file in a directory in which one may write');
  }
}
