import { closeSync, openSync } from 'node:fs';
import { createRecorder, openDecisionLog, type Policy } from '@outrigger/inference';
import { badFlag } from '../../world/failure.ts';

/** What writes choices of policies to a file, where one is named; disposed of when all is on the disk. */
export function recording(
  file: string | undefined,
  warn: (text: string) => void,
): { readonly record: (policy: Policy) => Policy } & AsyncDisposable {
  if (file === undefined) return { record: (policy) => policy, [Symbol.asyncDispose]: () => Promise.resolve() };
  refuseUnwritable(file);
  const log = openDecisionLog(file, (error) => warn(`warning: decisions are not recorded: ${error.message}\n`));
  return {
    record: createRecorder({ write: log.write, wallClock: Date.now }),
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
