import type { Ask, Flight, Go, Stop, Usage, Verdict } from '../answer/verdict.ts';

/** Whoever wants to know what becomes of a request. Each is called at most once. */
export interface PickWatch {
  readonly went?: (go: Go) => void;
  readonly stopped?: (stop: Stop) => void;
  readonly answering?: () => void;
  readonly usage?: (usage: Usage) => void;
  /** The response has ended, or will not come; the status of its headers if they came. */
  readonly ended?: (status: number | undefined) => void;
}

/** What answers the proxy. */
export type Picks = (ask: Ask) => Verdict | Promise<Verdict>;

/** The same picks, watched. A promise is made of none that was not one. */
export function watchPicks(pick: Picks, watch: (ask: Ask) => PickWatch): Picks {
  return (ask) => {
    const watched = watch(ask);
    const verdict = pick(ask);
    return verdict instanceof Promise ? verdict.then((late) => tell(watched, late)) : tell(watched, verdict);
  };
}

function tell(watch: PickWatch, verdict: Verdict): Verdict {
  if ('status' in verdict) {
    watch.stopped?.(verdict);
    return verdict;
  }
  watch.went?.(verdict);
  return { ...verdict, flight: both(verdict.flight, watch) };
}

function both(flight: Flight | undefined, watch: PickWatch): Flight {
  let isOver = false;
  return {
    answering(status, served) {
      flight?.answering(status, served);
      watch.answering?.();
    },
    usage(usage) {
      flight?.usage(usage);
      watch.usage?.(usage);
    },
    ended(status, served) {
      flight?.ended(status, served);
      if (isOver) return;
      isOver = true;
      watch.ended?.(status);
    },
  };
}
