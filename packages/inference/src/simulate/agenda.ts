/** What happens when, on virtual time: the earliest first, and of equals the one that was planned first. */
export interface Agenda {
  readonly add: (at: number, what: () => void) => void;
  /** Does what is next; false when nothing is left before the end. */
  readonly step: (until: number) => boolean;
  readonly now: () => number;
}

/** An agenda at time 0: a binary heap, for a simulation has millions of moments. */
export function createAgenda(): Agenda {
  const heap: Moment[] = [];
  let now = 0;
  let planned = 0;
  return {
    now: () => now,
    add(at, what) {
      const moment = { at: Math.max(at, now), number: planned++, what };
      let place = heap.push(moment) - 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (isBefore(heap[parent] as Moment, moment)) break;
        heap[place] = heap[parent] as Moment;
        place = parent;
      }
      heap[place] = moment;
    },
    step(until) {
      const first = heap[0];
      if (!first || first.at > until) return false;
      const last = heap.pop() as Moment;
      if (heap.length > 0) sink(heap, last);
      now = first.at;
      first.what();
      return true;
    },
  };
}

interface Moment {
  readonly at: number;
  readonly number: number;
  readonly what: () => void;
}

/** Puts a moment in at the top and lets it sink to its place. */
function sink(heap: Moment[], moment: Moment): void {
  let place = 0;
  for (;;) {
    let child = place * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Moment, heap[child] as Moment)) child++;
    if (isBefore(moment, heap[child] as Moment)) break;
    heap[place] = heap[child] as Moment;
    place = child;
  }
  heap[place] = moment;
}

function isBefore(one: Moment, other: Moment): boolean {
  return one.at < other.at || (one.at === other.at && one.number < other.number);
}
