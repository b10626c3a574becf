/** Times of a load, however many: percentiles are off by less than 1 %, and it does not grow. */
export interface Histogram {
  readonly record: (ms: number) => void;
  readonly count: () => number;
  /** The time that this part of all stayed below; NaN when there are none. */
  readonly at: (part: number) => number;
}

/** An empty histogram from a microsecond to days: log-linear, as HdrHistogram's. */
export function createHistogram(): Histogram {
  const buckets = new Uint32Array(OCTAVES * STEPS);
  let count = 0;
  return {
    count: () => count,
    record(ms) {
      const units = Math.max(1, ms * 1000);
      const octave = Math.min(OCTAVES - 1, Math.floor(Math.log2(units)));
      const step = Math.min(STEPS - 1, Math.floor((units / 2 ** octave - 1) * STEPS));
      const bucket = octave * STEPS + step;
      buckets[bucket] = (buckets[bucket] as number) + 1;
      count++;
    },
    at(part) {
      let left = Math.floor(part * count) + 1;
      for (let bucket = 0; bucket < buckets.length; bucket++) {
        left -= buckets[bucket] as number;
        if (left <= 0) return middleOf(bucket) / 1000;
      }
      return count === 0 ? Number.NaN : middleOf(buckets.findLastIndex((each) => each > 0)) / 1000;
    },
  };
}

const OCTAVES = 40;
/** Buckets of an octave. */
const STEPS = 64;

function middleOf(bucket: number): number {
  return 2 ** Math.floor(bucket / STEPS) * (1 + ((bucket % STEPS) + 0.5) / STEPS);
}
