import type { Picker } from './policy.ts';

/** The highest totals, ties by chance; at most so many, the first to be tried first (llm-d-router picker/maxscore). */
export function maxScore(most = 1): Picker {
  return ({ random }, kept, totals) => {
    if (most === 1) return [best(kept, totals, random)];
    const order = shuffled(kept.length, random);
    order.sort((a, b) => (totals[b] as number) - (totals[a] as number));
    return order.slice(0, most).map((at) => kept[at] as number);
  };
}

/** Any of them (picker/random). */
export function anyOf(most = 1): Picker {
  return ({ random }, kept) =>
    shuffled(kept.length, random)
      .slice(0, most)
      .map((at) => kept[at] as number);
}

/** By chance, as likely as their totals; Efraimidis and Spirakis' reservoir, as upstream's (picker/weightedrandom). */
export function weightedRandom(most = 1): Picker {
  return ({ random }, kept, totals) => {
    if (!totals.some((total) => total > 0)) return anyOf(most)({ random } as never, kept, totals);
    return kept
      .map((place, at) => ({ place, key: (totals[at] as number) > 0 ? random() ** (1 / (totals[at] as number)) : -1 }))
      .toSorted((a, b) => b.key - a.key)
      .slice(0, most)
      .map(({ place }) => place);
  };
}

/** One pass, no list: each further equal takes the place of the one before with the right chance. */
function best(kept: readonly number[], totals: readonly number[], random: () => number): number {
  let winner = 0;
  let equals = 1;
  for (let at = 1; at < kept.length; at++) {
    const difference = (totals[at] as number) - (totals[winner] as number);
    if (difference > 0) {
      winner = at;
      equals = 1;
    } else if (difference === 0 && random() * ++equals < 1) winner = at;
  }
  return kept[winner] as number;
}

/** Fisher and Yates'. */
function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}
