import { type Picks, watchPicks } from '../../observe-pool/watch-picks.ts';
import type { Charge } from './token-budgets.ts';

/** The same picks; what a request was charged for becomes what it has cost, once its response tells. Without that it stays as it was guessed. */
export function settleBudgets(pick: Picks, chargeOf: (signal: AbortSignal) => Charge | undefined): Picks {
  return watchPicks(pick, ({ signal }) => {
    let charge: Charge | undefined;
    return {
      went() {
        charge = chargeOf(signal);
      },
      // It was let go, and then no endpoint would have it.
      stopped: () => chargeOf(signal)?.settle(0),
      usage: ({ promptTokens, completionTokens }) => charge?.settle(promptTokens + completionTokens),
    };
  });
}
