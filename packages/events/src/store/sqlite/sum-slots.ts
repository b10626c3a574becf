import { type Group, groupFor } from '../group-rows.ts';
import type { GroupSlots } from './group-slots.ts';

/** Sums by slot, in one interval. */
export interface SlotSums {
  readonly count: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Those of a slot. */
  readonly objects: Map<number, Set<string>>;
  readonly durations: Map<number, number[]>;
}

/** Sums by slot for each interval that has any; `finish` puts them into groups by what the slots are. */
export function sumSlots(
  { count, textsOf }: GroupSlots,
  groups: Map<string, Group>,
): { readonly sumsIn: (windowStart: number) => SlotSums; readonly finish: () => void } {
  const windows = new Map<number, SlotSums>();
  const texts = new Map<number, readonly string[]>();
  const finish = (): void => {
    for (const [windowStart, sums] of windows)
      for (let slot = 0; slot < count; slot++) {
        // Where nothing was there is no last one; a count may be 0.
        if (sums.last[slot] === Number.NEGATIVE_INFINITY) continue;
        const values = texts.get(slot) ?? textsOf(slot);
        texts.set(slot, values);
        addTo(groups, { windowStart, values, sums, slot });
      }
    windows.clear();
  };
  return {
    sumsIn(windowStart) {
      const known = windows.get(windowStart);
      if (known !== undefined) return known;
      // Of short intervals there may be very many, of which each group is in a few.
      if (windows.size * count > MOST_SUMS) finish();
      const sums = {
        count: new Float64Array(count),
        first: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
        last: new Float64Array(count).fill(Number.NEGATIVE_INFINITY),
        objects: new Map<number, Set<string>>(),
        durations: new Map<number, number[]>(),
      };
      windows.set(windowStart, sums);
      return sums;
    },
    finish,
  };
}

const MOST_SUMS = 500_000;

interface Slot {
  readonly windowStart: number;
  readonly values: readonly string[];
  readonly sums: SlotSums;
  readonly slot: number;
}

function addTo(groups: Map<string, Group>, { windowStart, values, sums, slot }: Slot): void {
  const group = groupFor(groups, windowStart, values);
  group.count += sums.count[slot] ?? 0;
  group.first = Math.min(group.first, sums.first[slot] ?? Infinity);
  group.last = Math.max(group.last, sums.last[slot] ?? -Infinity);
  for (const object of sums.objects.get(slot) ?? []) group.objects.add(object);
  for (const duration of sums.durations.get(slot) ?? []) group.durations.push(duration);
}
