import { hashText } from './hash-text.ts';
import { packWords, unpackWords } from './pack-words.ts';

/**
 * What is known of each live Event: how many occurrences it had told of, and when the last one was. Packed, because there may
 * be a million of them: 32 bytes for each place of an open table that is at most two thirds full, 8 for each entry of the log. Names
 * are hashes of 64 bits: among a million Events, one that is new is taken for another with a chance of 5 in 10^14.
 */
export interface Ledger {
  /** What is remembered of an Event, by `NAMESPACE/NAME`. */
  readonly find: (key: string) => LedgerEntry | undefined;
  readonly put: (key: string, entry: LedgerEntry) => void;
  readonly size: () => number;
  /** When the newest of what has been forgotten was seen last, in s since 1970; 0 where nothing has been. */
  readonly forgottenUntil: () => number;
  /** What is to be kept since this was asked last. */
  readonly takeLog: () => LedgerLog;
  /** Takes in a chunk of the log; oldest first. */
  readonly load: (chunk: string, number: number) => void;
}

/** What is remembered of an Event. */
export interface LedgerEntry {
  /** A hash of its uid: the same name under another uid is another object. */
  readonly uid: number;
  /** When its first occurrence was, in s since 1970. */
  readonly first: number;
  readonly total: number;
  /** When its last occurrence was, in ms since 1970. */
  readonly last: number;
  /** When it was seen last, in s since 1970. */
  readonly seen: number;
}

/**
 * How a ledger is kept without writing all of it each time: a log in chunks. The newest chunk grows until it is full. Once the log
 * is more than twice what is alive, what is alive in the oldest chunk is written anew, and that chunk is given up.
 */
export interface LedgerLog {
  /** Texts by number; null for a chunk that is given up. */
  readonly chunks: ReadonlyMap<number, string | null>;
  /** The oldest chunk that counts, and the newest. */
  readonly from: number;
  readonly to: number;
}

/** How long a ledger remembers. */
export interface LedgerOptions {
  readonly horizonSeconds: number;
  /** As it was when it was kept. */
  readonly forgottenUntil?: number;
}

/** Entries of a chunk: 20 kB of text. */
const CHUNK = 384;

// A row: two words of the key, then these. The ms of the last occurrence lie above the number of the chunk.
const WORDS = 8;
const UID = 2;
const FIRST = 3;
const TOTAL = 4;
const SEEN = 5;
const LAST_S = 6;
const MS_AND_CHUNK = 7;
/** Of a chunk's number; the log never has so many. */
const CHUNK_BITS = 0x3f_ffff;

/** Empty. What was not seen for `horizonSeconds` is forgotten when room is needed. */
export function createLedger({ horizonSeconds, forgottenUntil = 0 }: LedgerOptions): Ledger {
  let rows = new Uint32Array(4096 * WORDS);
  let size = 0;
  let newest = 0;
  let forgotten = forgottenUntil;
  let from = 1;
  let to = 1;
  let openKeys = new Uint32Array(CHUNK * 2);
  let openCount = 0;
  let isDirty = false;
  let pending = new Map<number, string | null>();
  const keysOf = new Map<number, Uint32Array>();
  const hash = new Uint32Array(3);

  const word = (index: number): number => rows[index] ?? 0;
  /** Where the row of a key is, or the empty one where it would be. */
  const place = (a: number, b: number): number => {
    const places = rows.length / WORDS;
    for (let at = a % places; ; at = at + 1 === places ? 0 : at + 1) {
      const row = at * WORDS;
      if (word(row + SEEN) === 0) return row;
      if (word(row) === a && word(row + 1) === b) return row;
    }
  };
  let hashed = '';
  hashText(hashed, hash);
  const placeOf = (key: string): number => {
    // What has been looked for is put next.
    if (key !== hashed) hashText(key, hash);
    hashed = key;
    return place(hash[0] ?? 0, hash[1] ?? 0);
  };
  const makeRoom = (): void => {
    if (size * 3 * WORDS < rows.length * 2) return;
    const old = rows;
    const isAlive = (row: number): boolean => (old[row + SEEN] ?? 0) > Math.max(0, newest - horizonSeconds);
    size = 0;
    for (let row = 0; row < old.length; row += WORDS) {
      if (isAlive(row)) size++;
      else forgotten = Math.max(forgotten, old[row + SEEN] ?? 0);
    }
    // By half: twice would be 32 MB more where there are half a million.
    const places = old.length / WORDS;
    rows = new Uint32Array((size * 3 > places ? Math.floor(places * 1.5) : places) * WORDS);
    for (let row = 0; row < old.length; row += WORDS) {
      if (!isAlive(row)) continue;
      const to = place(old[row] ?? 0, old[row + 1] ?? 0);
      for (let nth = 0; nth < WORDS; nth++) rows[to + nth] = old[row + nth] ?? 0;
    }
  };
  const isIn = (row: number, chunk: number): boolean =>
    ((word(row + MS_AND_CHUNK) ^ chunk) & CHUNK_BITS) === 0 && word(row + SEEN) !== 0;
  const putIn = (row: number, chunk: number): void => {
    rows[row + MS_AND_CHUNK] = ((word(row + MS_AND_CHUNK) & ~CHUNK_BITS) | (chunk & CHUNK_BITS)) >>> 0;
  };
  const append = (row: number): void => {
    isDirty = true;
    if (isIn(row, to)) return;
    putIn(row, to);
    openKeys[openCount * 2] = word(row);
    openKeys[openCount * 2 + 1] = word(row + 1);
    openCount++;
    if (openCount === CHUNK) closeChunk();
  };
  const closeChunk = (): void => {
    pending.set(to, textOf(openKeys, openCount));
    keysOf.set(to, openKeys.slice(0, openCount * 2));
    to++;
    openKeys = new Uint32Array(CHUNK * 2);
    openCount = 0;
    isDirty = false;
  };
  const textOf = (keys: Uint32Array, count: number): string => {
    const out = new Uint32Array(count * WORDS);
    for (let nth = 0; nth < count; nth++) {
      const row = place(keys[nth * 2] ?? 0, keys[nth * 2 + 1] ?? 0);
      for (let at = 0; at < WORDS; at++) out[nth * WORDS + at] = word(row + at);
      out[nth * WORDS + MS_AND_CHUNK] = word(row + MS_AND_CHUNK) >>> 22;
    }
    return packWords(out, WORDS);
  };
  const giveUpOldest = (): void => {
    const keys = keysOf.get(from) ?? new Uint32Array(0);
    for (let nth = 0; nth < keys.length; nth += 2) {
      const row = place(keys[nth] ?? 0, keys[nth + 1] ?? 0);
      if (isIn(row, from)) append(row);
    }
    keysOf.delete(from);
    pending.set(from, null);
    from++;
  };

  return {
    size: () => size,
    forgottenUntil: () => forgotten,
    find(key) {
      const row = placeOf(key);
      if (word(row + SEEN) === 0) return undefined;
      return {
        uid: word(row + UID),
        first: word(row + FIRST),
        total: word(row + TOTAL),
        last: word(row + LAST_S) * 1000 + (word(row + MS_AND_CHUNK) >>> 22),
        seen: word(row + SEEN),
      };
    },
    put(key, { uid, first, total, last, seen }) {
      makeRoom();
      const row = placeOf(key);
      if (word(row + SEEN) === 0) {
        size++;
        rows[row] = hash[0] ?? 0;
        rows[row + 1] = hash[1] ?? 0;
        // In no chunk yet.
        putIn(row, from - 1);
      }
      rows[row + UID] = uid;
      rows[row + FIRST] = first;
      rows[row + TOTAL] = total;
      rows[row + SEEN] = Math.max(1, seen);
      rows[row + LAST_S] = Math.floor(last / 1000);
      rows[row + MS_AND_CHUNK] = (((last % 1000) << 22) | (word(row + MS_AND_CHUNK) & CHUNK_BITS)) >>> 0;
      newest = Math.max(newest, seen);
      append(row);
      while ((to - from) * CHUNK > 2 * size + 4 * CHUNK) giveUpOldest();
    },
    takeLog() {
      if (isDirty) pending.set(to, textOf(openKeys, openCount));
      isDirty = false;
      const chunks = pending;
      pending = new Map();
      return { chunks, from, to };
    },
    load(chunk, number) {
      const words = unpackWords(chunk, WORDS);
      if (size === 0) from = number;
      to = number + 1;
      const keys = new Uint32Array((words.length / WORDS) * 2);
      for (let at = 0; at < words.length; at += WORDS) {
        makeRoom();
        const row = place(words[at] ?? 0, words[at + 1] ?? 0);
        if (word(row + SEEN) === 0) size++;
        rows.set(words.subarray(at, at + WORDS), row);
        rows[row + MS_AND_CHUNK] = ((words[at + MS_AND_CHUNK] ?? 0) << 22) >>> 0;
        putIn(row, number);
        newest = Math.max(newest, word(row + SEEN));
        keys.set(words.subarray(at, at + 2), (at / WORDS) * 2);
      }
      keysOf.set(number, keys);
    },
  };
}
