import type { Ask, Stop, Verdict } from '../../answer/verdict.ts';
import type { Picks } from '../../observe-pool/watch-picks.ts';
import { DROPPED } from '../dropped.ts';
import type { RunningRequests } from './running-requests.ts';

/** A request that was let go and may be ended again. */
export interface Lease {
  readonly priority: number;
  /** Hears that it was ended. */
  readonly revoked: () => void;
}

/** The same picks; those for which there is a lease can be ended while they are under way. */
export function revocablePicks(
  pick: Picks,
  running: RunningRequests,
  leaseOf: (signal: AbortSignal) => Lease | undefined,
): Picks {
  const lent = (ask: Ask, verdict: Verdict): Verdict => {
    const lease = leaseOf(ask.signal);
    if (!lease || 'status' in verdict) return verdict;
    let leave = () => {};
    return {
      ...verdict,
      revocable(revoke: (why: Stop) => void) {
        const end = () => {
          leave();
          lease.revoked();
          revoke(DROPPED.evicted);
        };
        leave = running.add({ priority: lease.priority, end });
      },
      flight: {
        answering: (status, served) => verdict.flight?.answering(status, served),
        usage: (usage) => verdict.flight?.usage(usage),
        ended(status, served) {
          leave();
          verdict.flight?.ended(status, served);
        },
      },
    };
  };
  return (ask) => {
    const verdict = pick(ask);
    return verdict instanceof Promise ? verdict.then((late) => lent(ask, late)) : lent(ask, verdict);
  };
}
