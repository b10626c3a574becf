/** Rows of words in the order of chance: an open table, whose rows begin with their key of two words. */
export interface RowTable {
  /** The part that a key is in, with all of its rows; another one once there was made room in it. */
  readonly partOf: (b: number) => Uint32Array;
  /** Where the row of a key begins in its part, or the empty one where it would be. */
  readonly place: (part: Uint32Array, a: number, b: number) => number;
  /** To be called before a key is put in, and to be told once it is. */
  readonly makeRoom: (b: number) => void;
  readonly added: (b: number) => void;
  /** Rows that are not empty. */
  readonly size: () => number;
}

/** What its rows are. */
export interface RowTableOptions {
  /** Words of a row, the key among them. */
  readonly words: number;
  /** The word of a row by which it is seen whether it is empty, which is 0 then. */
  readonly mark: number;
  /** Whether a row is still wanted, asked when there is no more room in its part; who is not is forgotten. */
  readonly isWanted: (part: Uint32Array, row: number) => boolean;
}

/**
 * Empty. In parts that grow by themselves, a quarter at a time: a million rows of 32 bytes take 48 MB. One table that
 * grew by half had 57, and 95 while it grew.
 */
export function createRowTable({ words, mark, isWanted }: RowTableOptions): RowTable {
  const parts = Array.from({ length: PARTS }, () => new Uint32Array(PLACES * words));
  const sizes = new Uint32Array(PARTS);
  let size = 0;

  const place = (part: Uint32Array, a: number, b: number): number => {
    const places = part.length / words;
    for (let at = Math.floor(a * (places / WORD)); ; at = at + 1 === places ? 0 : at + 1) {
      const row = at * words;
      if (part[row + mark] === 0 || (part[row] === a && part[row + 1] === b)) return row;
    }
  };
  const grow = (number: number, old: Uint32Array<ArrayBuffer>): void => {
    const places = old.length / words;
    let wanted = 0;
    for (let row = 0; row < old.length; row += words) if (old[row + mark] !== 0 && isWanted(old, row)) wanted++;
    const part = new Uint32Array((wanted > places * CROWDED ? Math.floor(places * GROWTH) : places) * words);
    for (let row = 0; row < old.length; row += words) {
      if (old[row + mark] === 0 || !isWanted(old, row)) continue;
      const to = place(part, old[row] ?? 0, old[row + 1] ?? 0);
      for (let nth = 0; nth < words; nth++) part[to + nth] = old[row + nth] ?? 0;
    }
    size += wanted - (sizes[number] ?? 0);
    sizes[number] = wanted;
    parts[number] = part;
    // Given back now, and not when V8 next looks for what is not used any more.
    old.buffer.transfer(0);
  };

  return {
    place,
    partOf: (b) => parts[b % PARTS] as Uint32Array,
    makeRoom(b) {
      const number = b % PARTS;
      const part = parts[number] as Uint32Array<ArrayBuffer>;
      if ((sizes[number] ?? 0) * words >= part.length * FULL) grow(number, part);
    },
    added(b) {
      sizes[b % PARTS] = (sizes[b % PARTS] ?? 0) + 1;
      size++;
    },
    size: () => size,
  };
}

const PARTS = 16;
/** Of a part at first. What is this large malloc(3) takes from the system and gives back by itself; smaller ones would leave holes. */
const PLACES = 4096;
const FULL = 0.8;
/** Where it has less when it is full of what is not wanted, it need not grow. */
const CROWDED = 0.6;
const GROWTH = 1.25;
const WORD = 2 ** 32;
