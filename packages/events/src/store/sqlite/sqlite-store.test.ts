import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { EventStore } from '../event-store.ts';
import { describeStore } from '../testing/store-suite.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): EventStore {
  const store = openSqliteStore(join(folder, 'events.db'));
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

describeStore('a store in a file of SQLite', async () => open(), true);
