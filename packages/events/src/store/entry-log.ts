/**
 * Keeps entries by checkpoints without writing all of them each time: a log in chunks, as the observer's ledger has. The newest
 * chunk grows until it is full. Once the log is more than twice what is alive, what is alive in the oldest chunk is written
 * anew, and that chunk is given up.
 */
export interface EntryLog {
  /** The entry is other than it was, or gone. */
  readonly touch: (key: string) => void;
  /** Checkpoints that say what has changed since this was asked last; none when nothing has. */
  readonly takeChanges: () => Readonly<Record<string, unknown>>;
}

/** What was kept: the chunks that count, oldest first. */
export interface SavedEntries {
  readonly chunks: readonly (readonly [number: number, entries: readonly Entry[]])[];
}

/** A value, or null for what is gone. */
type Entry = readonly [key: string, value: unknown];

/** What a log is of. */
export interface EntryLogOptions {
  /** Of its checkpoints. */
  readonly name: string;
  /** An entry as it is now, JSON; undefined for one that is gone. */
  readonly entryOf: (key: string) => unknown;
  readonly saved?: SavedEntries | undefined;
  /** Entries of a chunk: few, because the newest one is written again with each batch. Where very many come at once, it has more. */
  readonly chunkSize?: number;
}

/** Goes on from what was saved, or begins with nothing. */
export function createEntryLog({ name, entryOf, saved, chunkSize = 8 }: EntryLogOptions): EntryLog {
  /** The newest chunk that speaks of a key. */
  const chunkOf = new Map<string, number>();
  const keysOf = new Map<number, readonly string[]>();
  for (const [number, entries] of saved?.chunks ?? []) {
    keysOf.set(
      number,
      entries.map(([key]) => key),
    );
    for (const [key] of entries) chunkOf.set(key, number);
  }
  let from = saved?.chunks[0]?.[0] ?? 1;
  let to = (saved?.chunks.at(-1)?.[0] ?? 0) + 1;
  let open = new Set<string>();
  /** Entries of the chunks that are full. */
  let written = 0;
  for (const keys of keysOf.values()) written += keys.length;
  // That nothing has been kept so far is told as well: it is another thing than a first start.
  let isBegun = saved !== undefined;
  const touched = new Set<string>();

  const textOf = (keys: Iterable<string>): readonly Entry[] =>
    Array.from(keys, (key) => [key, entryOf(key) ?? null] as const);

  return {
    touch: (key) => void touched.add(key),
    takeChanges() {
      if (touched.size === 0 && isBegun) return {};
      isBegun = true;
      const checkpoints: Record<string, unknown> = {};
      const full = touched.size < MANY * chunkSize ? chunkSize : MORE * chunkSize;
      const append = (key: string): void => {
        chunkOf.set(key, to);
        open.add(key);
        if (open.size < full) return;
        checkpoints[chunkName(name, to)] = textOf(open);
        keysOf.set(to, [...open]);
        written += open.size;
        to++;
        open = new Set();
      };
      for (const key of touched) append(key);
      touched.clear();
      while (written > 2 * chunkOf.size + 4 * chunkSize) {
        const oldest = keysOf.get(from) ?? [];
        written -= oldest.length;
        for (const key of oldest) {
          if (chunkOf.get(key) !== from) continue;
          // Nothing older speaks of what is gone: it need not be said any more.
          if (entryOf(key) === undefined) chunkOf.delete(key);
          else append(key);
        }
        keysOf.delete(from);
        checkpoints[chunkName(name, from)] = null;
        from++;
      }
      if (open.size > 0) checkpoints[chunkName(name, to)] = textOf(open);
      const head: Head = { from, to: open.size > 0 ? to : to - 1 };
      return { ...checkpoints, [name]: head };
    },
  };
}

/** Full chunks in one batch from which on they are greater, and how much: each is packed and written by itself. */
const MANY = 16;
const MORE = 8;

/** What a log of this name has stored last; undefined at first. */
export async function restoreEntries(
  name: string,
  checkpoint: (name: string) => Promise<unknown>,
): Promise<SavedEntries | undefined> {
  const head = (await checkpoint(name)) as Head | undefined | null;
  if (head === undefined || head === null) return undefined;
  const chunks: (readonly [number, readonly Entry[]])[] = [];
  for (let number = head.from; number <= head.to; number++) {
    const entries = await checkpoint(chunkName(name, number));
    if (Array.isArray(entries)) chunks.push([number, entries as readonly Entry[]]);
  }
  return { chunks };
}

/** The entries that are alive, in the order in which they were touched last. */
export function entriesIn(saved: SavedEntries | undefined): ReadonlyMap<string, unknown> {
  const alive = new Map<string, unknown>();
  for (const [, entries] of saved?.chunks ?? []) {
    for (const [key, value] of entries) {
      alive.delete(key);
      if (value !== null) alive.set(key, value);
    }
  }
  return alive;
}

/** The small checkpoint that says which chunks count. */
interface Head {
  readonly from: number;
  readonly to: number;
}

/** Names come again, so that what was given up needs no room. */
const NAMES = 65_536;

function chunkName(name: string, number: number): string {
  return `${name}/${number % NAMES}`;
}
