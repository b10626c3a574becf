import { hashText } from './hash-text.ts';
import { packWords, unpackWords } from './pack-words.ts';
import { createRowTable } from './row-table.ts';

/**
 * What is known of each live Event: how many occurrences it had told of, and when the last one was. Packed, because there may
 * be a million of them: 32 bytes for each place of a table that is four fifths full at most, 8 for each entry of the log. Names
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
  let newest = 0;
  let forgotten = forgottenUntil;
  const table = createRowTable({
    words: WORDS,
    mark: SEEN,
    isWanted(part, row) {
      const seen = part[row + SEEN] ?? 0;
      if (seen > Math.max(0, newest - horizonSeconds)) return true;
      forgotten = Math.max(forgotten, seen);
      return false;
    },
  });
  let from = 1;
  let to = 1;
  let openKeys = new Uint32Array(CHUNK * 2);
  let openCount = 0;
  let isDirty = false;
  let pending = new Map<number, string | null>();
  const keysOf = new Map<number, Uint32Array>();
  const hash = new Uint32Array(3);

  let hashed = '';
  hashText(hashed, hash);
  const hashOf = (key: string): void => {
    // What has been looked for is put next.
    if (key !== hashed) hashText(key, hash);
    hashed = key;
  };
  const isIn = (part: Uint32Array, row: number, chunk: number): boolean =>
    (((part[row + MS_AND_CHUNK] ?? 0) ^ chunk) & CHUNK_BITS) === 0 && part[row + SEEN] !== 0;
  const putIn = (part: Uint32Array, row: number, chunk: number): void => {
    part[row + MS_AND_CHUNK] = (((part[row + MS_AND_CHUNK] ?? 0) & ~CHUNK_BITS) | (chunk & CHUNK_BITS)) >>> 0;
  };
  const append = (part: Uint32Array, row: number): void => {
    isDirty = true;
    if (isIn(part, row, to)) return;
    putIn(part, row, to);
    openKeys[openCount * 2] = part[row] ?? 0;
    openKeys[openCount * 2 + 1] = part[row + 1] ?? 0;
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
      const b = keys[nth * 2 + 1] ?? 0;
      const part = table.partOf(b);
      const row = table.place(part, keys[nth * 2] ?? 0, b);
      for (let at = 0; at < WORDS; at++) out[nth * WORDS + at] = part[row + at] ?? 0;
      out[nth * WORDS + MS_AND_CHUNK] = (part[row + MS_AND_CHUNK] ?? 0) >>> 22;
    }
    return packWords(out, WORDS);
  };
  const giveUpOldest = (): void => {
    const keys = keysOf.get(from) ?? new Uint32Array(0);
    for (let nth = 0; nth < keys.length; nth += 2) {
      const part = table.partOf(keys[nth + 1] ?? 0);
      const row = table.place(part, keys[nth] ?? 0, keys[nth + 1] ?? 0);
      if (isIn(part, row, from)) append(part, row);
    }
    keysOf.delete(from);
    pending.set(from, null);
    from++;
  };

  return {
    size: table.size,
    forgottenUntil: () => forgotten,
    find(key) {
      hashOf(key);
      const a = hash[0] ?? 0;
      const b = hash[1] ?? 0;
      const part = table.partOf(b);
      const row = table.place(part, a, b);
      if (part[row + SEEN] === 0) return undefined;
      return {
        uid: part[row + UID] ?? 0,
        first: part[row + FIRST] ?? 0,
        total: part[row + TOTAL] ?? 0,
        last: (part[row + LAST_S] ?? 0) * 1000 + ((part[row + MS_AND_CHUNK] ?? 0) >>> 22),
        seen: part[row + SEEN] ?? 0,
      };
    },
    put(key, { uid, first, total, last, seen }) {
      hashOf(key);
      const a = hash[0] ?? 0;
      const b = hash[1] ?? 0;
      table.makeRoom(b);
      const part = table.partOf(b);
      const row = table.place(part, a, b);
      if (part[row + SEEN] === 0) {
        table.added(b);
        part[row] = a;
        part[row + 1] = b;
        // In no chunk yet.
        putIn(part, row, from - 1);
      }
      part[row + UID] = uid;
      part[row + FIRST] = first;
      part[row + TOTAL] = total;
      part[row + SEEN] = Math.max(1, seen);
      part[row + LAST_S] = Math.floor(last / 1000);
      part[row + MS_AND_CHUNK] = (((last % 1000) << 22) | ((part[row + MS_AND_CHUNK] ?? 0) & CHUNK_BITS)) >>> 0;
      newest = Math.max(newest, seen);
      append(part, row);
      while ((to - from) * CHUNK > 2 * table.size() + 4 * CHUNK) giveUpOldest();
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
      if (table.size() === 0) from = number;
      to = number + 1;
      const keys = new Uint32Array((words.length / WORDS) * 2);
      for (let at = 0; at < words.length; at += WORDS) {
        const a = words[at] ?? 0;
        const b = words[at + 1] ?? 0;
        table.makeRoom(b);
        const part = table.partOf(b);
        const row = table.place(part, a, b);
        if (part[row + SEEN] === 0) table.added(b);
        part.set(words.subarray(at, at + WORDS), row);
        part[row + MS_AND_CHUNK] = ((words[at + MS_AND_CHUNK] ?? 0) << 22) >>> 0;
        putIn(part, row, number);
        newest = Math.max(newest, part[row + SEEN] ?? 0);
        keys.set(words.subarray(at, at + 2), (at / WORDS) * 2);
      }
      keysOf.set(number, keys);
    },
  };
}
