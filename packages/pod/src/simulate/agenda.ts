/** What is going to happen, soonest first; entries of the same moment keep their order. */
export interface Agenda<T> {
  readonly add: (at: number, what: T) => void;
  /** Time of the next entry; Infinity when there is none. */
  readonly nextAt: () => number;
  readonly take: () => T | undefined;
}

/** A pod has a handful of things ahead of it at any time, so a sorted array beats a heap. */
export function createAgenda<T>(): Agenda<T> {
  const entries: { readonly at: number; readonly what: T }[] = [];
  return {
    add(at, what) {
      let i = entries.length;
      while (i > 0 && (entries[i - 1]?.at ?? 0) > at) i--;
      entries.splice(i, 0, { at, what });
    },
    nextAt: () => entries[0]?.at ?? Number.POSITIVE_INFINITY,
    take: () => entries.shift()?.what,
  };
}
