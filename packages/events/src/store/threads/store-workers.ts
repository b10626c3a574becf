/**
 * What of an SQLite store has a thread of its own: `none` · `questions`, so that a slow one holds up nobody · `all`, writing as well, in a
 * second thread.
 */
export type StoreWorkers = (typeof STORE_WORKERS)[number];

/** From the least to the most. */
export const STORE_WORKERS = ['none', 'questions', 'all'] as const;
