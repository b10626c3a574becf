import { afterAll, beforeAll, beforeEach } from 'vitest';
import { describeStore } from '../../../packages/events/src/store/testing/store-suite.ts';
import { describeWithPostgres, openStoreAt, type Postgres, startPostgres } from './start-postgres.ts';

describeWithPostgres('PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  let nth = 0;
  beforeEach(() => {
    nth++;
  });

  describeStore('a store in PostgreSQL', () => openStoreAt(postgres.address(`suite_${nth}`)), true);
});
