import { hashText } from './hash-text.ts';

/**
 * What is known of each live Event: how many occurrences it had told of, and when the last one was. Packed, because there may
 * be a million of them: 40 bytes for each place of an open table that is at most two thirds full, 12 for each entry of the log.
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

// A row: three words of the key, then these.
const WORDS = 10;
const UID = 3;
const FIRST = 4;
const TOTAL = 5;
const SEEN = 6;
const IN_CHUNK = 7;
const LAST_S = 8;
const LAST_MS = 9;

/** Empty. What was not seen for `horizonSeconds` is forgotten when room is needed. */
export function createLedger({ horizonSeconds, forgottenUntil = 0 }: LedgerOptions): Ledger {
  let rows = new Uint32Array(4096 * WORDS);
  let size = 0;
  let newest = 0;
  let forgotten = forgottenUntil;
  let from = 1;
  let to = 1;
  let openKeys = new Uint32Array(CHUNK * 3);
  let openCount = 0;
  let isDirty = false;
  let pending = new Map<number, string | null>();
  const keysOf = new Map<number, Uint32Array>();
  const hash = new Uint32Array(3);

  const word = (index: number): number => rows[index] ?? 0;
  /** Where the row of a key is, or the empty one where it would be. */
  const place = (a: number, b: number, c: number): number => {
    const places = rows.length / WORDS;
    for (let at = a % places; ; at = at + 1 === places ? 0 : at + 1) {
      const row = at * WORDS;
      if (word(row + SEEN) === 0) return row;
      if (word(row) === a && word(row + 1) === b && word(row + 2) === c) return row;
    }
  };
  const placeOf = (key: string): number => {
    hashText(key, hash);
    return place(hash[0] ?? 0, hash[1] ?? 0, hash[2] ?? 0);
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
    rows = new Uint32Array(size * 3 * WORDS > old.length ? old.length * 2 : old.length);
    for (let row = 0; row < old.length; row += WORDS) {
      if (!isAlive(row)) continue;
      rows.set(old.subarray(row, row + WORDS), place(old[row] ?? 0, old[row + 1] ?? 0, old[row + 2] ?? 0));
    }
  };
  const append = (row: number): void => {
    isDirty = true;
    if (word(row + IN_CHUNK) === to) return;
    rows[row + IN_CHUNK] = to;
    openKeys.set(rows.subarray(row, row + 3), openCount * 3);
    openCount++;
    if (openCount === CHUNK) closeChunk();
  };
  const closeChunk = (): void => {
    pending.set(to, textOf(openKeys, openCount));
    keysOf.set(to, openKeys.slice(0, openCount * 3));
    to++;
    openKeys = new Uint32Array(CHUNK * 3);
    openCount = 0;
    isDirty = false;
  };
  const textOf = (keys: Uint32Array, count: number): string => {
    const out = new Uint32Array(count * WORDS);
    for (let nth = 0; nth < count; nth++) {
      const row = place(keys[nth * 3] ?? 0, keys[nth * 3 + 1] ?? 0, keys[nth * 3 + 2] ?? 0);
      out.set(rows.subarray(row, row + WORDS), nth * WORDS);
    }
    return Buffer.from(out.buffer).toString('base64');
  };
  const giveUpOldest = (): void => {
    const keys = keysOf.get(from) ?? new Uint32Array(0);
    for (let nth = 0; nth < keys.length; nth += 3) {
      const row = place(keys[nth] ?? 0, keys[nth + 1] ?? 0, keys[nth + 2] ?? 0);
      if (word(row + SEEN) !== 0 && word(row + IN_CHUNK) === from) append(row);
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
        last: word(row + LAST_S) * 1000 + word(row + LAST_MS),
        seen: word(row + SEEN),
      };
    },
    put(key, { uid, first, total, last, seen }) {
      makeRoom();
      const row = placeOf(key);
      if (word(row + SEEN) === 0) {
        size++;
        rows.set(hash, row);
      }
      rows[row + UID] = uid;
      rows[row + FIRST] = first;
      rows[row + TOTAL] = total;
      rows[row + SEEN] = Math.max(1, seen);
      rows[row + LAST_S] = Math.floor(last / 1000);
      rows[row + LAST_MS] = last % 1000;
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
      const bytes = Buffer.from(chunk, 'base64');
      const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      if (size === 0) from = number;
      to = number + 1;
      const keys = new Uint32Array((words.length / WORDS) * 3);
      for (let at = 0; at < words.length; at += WORDS) {
        makeRoom();
        const row = place(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0);
        if (word(row + SEEN) === 0) size++;
        rows.set(words.subarray(at, at + WORDS), row);
        rows[row + IN_CHUNK] = number;
        newest = Math.max(newest, word(row + SEEN));
        keys.set(words.subarray(at, at + 3), (at / WORDS) * 3);
      }
      keysOf.set(number, keys);
    },
  };
}
