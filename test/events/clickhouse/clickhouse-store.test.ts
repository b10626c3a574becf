import { type EventStore, openClickHouseStore } from '@outrigger/events';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { describeStore } from '../../../packages/events/src/store/testing/store-suite.ts';
import { CHDB_PATIENCE, type Chdb, describeWithChdb, startChdb } from './start-chdb.ts';

describeWithChdb('ClickHouse', () => {
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = await startChdb();
  }, CHDB_PATIENCE);
  afterAll(() => chdb[Symbol.asyncDispose](), CHDB_PATIENCE);

  let database = 0;
  beforeEach(() => {
    database++;
  });

  const open = async (): Promise<EventStore> => {
    const store = await openClickHouseStore(`${chdb.url.replace('http:', 'clickhouse:')}/suite_${database}`, {
      everyMs: 0,
      // Hours are counted after each write, and their counts hold until the next.
      quietMs: 0,
    });
    if ('unusable' in store) throw new Error(store.unusable);
    return store;
  };

  describeStore('a store in ClickHouse', open, true);
});
