/** A store that can do nothing but take rows: one table without an index, a transaction for each batch. */
export function bareStore(file: string): {
  readonly insert: (lines: readonly WatchedEvent[]) => void;
  readonly close: () => void;
} {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = normal;
    CREATE TABLE event (uid TEXT, namespace TEXT, name TEXT, kind TEXT, object TEXT, reason TEXT, type TEXT, message TEXT,
      component TEXT, host TEXT, at TEXT, count INTEGER)`);
  const put = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    insert(lines) {
      database.exec('BEGIN');
      for (const { object } of lines) {
        const { metadata, involvedObject, reason, type, message, source, lastTimestamp, count } = object;
        const { kind, name } = involvedObject;
        const { component, host } = source;
        put.run(
          metadata.uid,
          metadata.namespace,
          metadata.name,
          kind,
          name,
          reason,
          type,
          message,
          component,
          host,
          lastTimestamp,
          count,
        );
      }
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}

/** What it reads of a line of the watch. */
export interface WatchedEvent {
  readonly object: {
    readonly metadata: { readonly uid: string; readonly namespace: string; readonly name: string };
    readonly involvedObject: { readonly kind: string; readonly name: string };
    readonly reason: string;
    readonly type: string;
    readonly message: string;
    readonly source: { readonly component: string; readonly host: string };
    readonly lastTimestamp: string;
    readonly count: number;
  };
}
