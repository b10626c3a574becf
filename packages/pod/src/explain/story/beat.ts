/** One fact of a story before it is joined with what happened at the same moment. */
export interface Beat {
  readonly at: number;
  /** Place among the beats of the same moment. */
  readonly order: BeatOrder;
  readonly text: string;
  readonly level: 'normal' | 'warning';
  readonly containers: readonly string[];
}

/** Causes before consequences. */
export const ORDER = {
  outside: 0,
  end: 1,
  stop: 2,
  start: 3,
  wait: 4,
  ready: 5,
  phase: 6,
  closing: 7,
} as const;

/** The places that beats can have. */
type BeatOrder = (typeof ORDER)[keyof typeof ORDER];
