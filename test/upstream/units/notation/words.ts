/** A word of the notation: `running`, `last=0`, `startup(failure=2)`, `exited`. */
export interface Word {
  readonly name: string;
  /** What stands between its parentheses. */
  readonly inside: string | undefined;
  /** What stands after its equals sign. */
  readonly value: string | undefined;
}

/** Splits a line of the notation into its words; blanks inside parentheses do not divide. */
export function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(/([^\s=(]+)(?:=([^\s(]+))?(?:\(([^)]*)\))?/g)].map(([, name = '', value, inside]) => ({
    name,
    inside,
    value,
  }));
}

/** Reads `initialDelay=10 failure=2` as numbers. */
export function numbersOf(inside: string | undefined): Readonly<Record<string, number>> {
  return Object.fromEntries(wordsOf(inside ?? '').map((word) => [word.name, Number(word.value)]));
}
