import { hashText } from '../../observe/hash-text.ts';

/** Which ids may be there: a table of hashes of 64 bits, so that hardly one of them has to be looked for in vain. */
export interface KnownIds {
  /** Whether it was not there; it is now. */
  readonly add: (id: string) => boolean;
  readonly size: () => number;
}

/** Knows none. */
export function knownIds(): KnownIds {
  let places = 8192;
  let table = new Uint32Array(places * 2);
  let size = 0;
  const hash = new Uint32Array(3);
  const placeOf = (a: number, b: number): number => {
    for (let at = a & (places - 1); ; at = (at + 1) & (places - 1)) {
      const low = table[at * 2] ?? 0;
      const high = table[at * 2 + 1] ?? 0;
      if ((low === a && high === b) || (low === 0 && high === 0)) return at;
    }
  };
  return {
    add(id) {
      if (size * 3 > places * 2) grow();
      hashText(id, hash);
      const high = hash[1] || 1;
      const at = placeOf(hash[0] ?? 0, high);
      if (table[at * 2 + 1] !== 0) return false;
      table[at * 2] = hash[0] ?? 0;
      table[at * 2 + 1] = high;
      size++;
      return true;
    },
    size: () => size,
  };

  function grow(): void {
    const old = table;
    places *= 2;
    table = new Uint32Array(places * 2);
    for (let at = 0; at < old.length; at += 2) {
      const high = old[at + 1] ?? 0;
      if (high !== 0) table.set(old.subarray(at, at + 2), placeOf(old[at] ?? 0, high) * 2);
    }
  }
}
