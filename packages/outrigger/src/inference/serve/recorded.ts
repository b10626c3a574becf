import { openDecisionLog, type Policy, recordDecisions } from '@outrigger/inference';

/** The policy, with its choices written to a file where one is named; disposed of when all is on the disk. */
export function recorded(
  policy: Policy,
  file: string | undefined,
  warn: (text: string) => void,
): { readonly policy: Policy } & AsyncDisposable {
  if (file === undefined) return { policy, [Symbol.asyncDispose]: () => Promise.resolve() };
  const log = openDecisionLog(file, (error) => warn(`warning: decisions are not recorded: ${error.message}\n`));
  return {
    policy: recordDecisions(policy, { write: log.write, wallClock: Date.now }),
    async [Symbol.asyncDispose]() {
      await log.close();
      if (log.dropped() > 0) warn(`warning: ${log.dropped()} lines of the decision log were dropped\n`);
    },
  };
}
