/**
 * Keys in their order, in short pieces: one of 100,000 comes and goes without the others being moved, and its place among them is
 * known without counting them one by one.
 */
export class SortedKeys {
  #pieces: string[][] = [];
  #size = 0;

  constructor(keys: Iterable<string> = []) {
    const sorted = [...keys].sort();
    this.#size = sorted.length;
    for (let place = 0; place < sorted.length; place += FULL / 2)
      this.#pieces.push(sorted.slice(place, place + FULL / 2));
  }

  get size(): number {
    return this.#size;
  }

  /** A key that was not there. */
  add(key: string): void {
    const at = Math.min(this.#pieceOf(key), Math.max(this.#pieces.length - 1, 0));
    const piece = this.#pieces[at];
    this.#size++;
    if (piece === undefined) {
      this.#pieces.push([key]);
      return;
    }
    piece.splice(firstNotBefore(piece, key), 0, key);
    if (piece.length > FULL) this.#pieces.splice(at + 1, 0, piece.splice(FULL / 2));
  }

  /** A key that was there. */
  delete(key: string): void {
    const at = this.#pieceOf(key);
    const piece = this.#pieces[at] ?? [];
    piece.splice(firstNotBefore(piece, key), 1);
    this.#size--;
    if (piece.length === 0) this.#pieces.splice(at, 1);
  }

  /** How many keys stand before a text. */
  rank(text: string): number {
    const at = this.#pieceOf(text);
    let before = 0;
    for (let place = 0; place < at; place++) before += this.#pieces[place]?.length ?? 0;
    return before + firstNotBefore(this.#pieces[at] ?? [], text);
  }

  /** All keys from a text on. */
  *from(text: string): Generator<string> {
    let at = this.#pieceOf(text);
    let place = firstNotBefore(this.#pieces[at] ?? [], text);
    for (; at < this.#pieces.length; at++, place = 0) {
      const piece = this.#pieces[at] ?? [];
      for (; place < piece.length; place++) yield piece[place] ?? '';
    }
  }

  /** The first piece that does not end before a text. */
  #pieceOf(text: string): number {
    return firstWhere(this.#pieces.length, (at) => (this.#pieces[at]?.at(-1) ?? '') >= text);
  }
}

/** So many keys are in a piece at most; even. */
const FULL = 512;

function firstNotBefore(keys: readonly string[], text: string): number {
  return firstWhere(keys.length, (at) => (keys[at] ?? '') >= text);
}

/** The first place at which something holds that goes on to hold behind it; the length when there is none. */
export function firstWhere(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
