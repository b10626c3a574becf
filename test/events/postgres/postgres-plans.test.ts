import type { EventFilter, EventStore } from '@outrigger/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCommon } from '../../../packages/events/src/store/postgres/filter-conditions.ts';
import { pageStatement } from '../../../packages/events/src/store/postgres/find-page.ts';
import { readPostgresAddress } from '../../../packages/events/src/store/postgres/postgres-address.ts';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../../packages/events/src/store/postgres/postgres-connection.ts';
import { someObservation } from '../../../packages/events/src/store/testing/some-observation.ts';
import { describeWithPostgres, openStoreAt, type Postgres, startPostgres } from './start-postgres.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const DAYS = 8;

describeWithPostgres('the plan of a page in PostgreSQL', () => {
  let postgres: Postgres;
  let store: EventStore;
  let connection: PostgresConnection;
  beforeAll(async () => {
    postgres = await startPostgres();
    store = await openStoreAt(postgres.address('plans'));
    for (let day = DAYS - 1; day >= 0; day--) {
      const observations = Array.from({ length: 3000 }, (_, n) =>
        someObservation({
          id: `${day}.${n}`,
          until: NOON - day * 24 * HOUR + n * 4000,
          reason: n % 1000 === 7 ? 'Rare' : `Usual${n % 10}`,
          message: n % 900 === 5 ? `seldom${day} word` : `message ${n}`,
          about: { name: `pod-${n % 400}` },
          ...(n % 700 === 3 && { correlationId: `incident-${day}` }),
          metadata: {
            workload: { kind: 'Deployment', namespace: 'shop', name: `app-${n % 300}` },
            node: `node-${n % 300}`,
            zone: undefined,
            image: undefined,
            revision: undefined,
            labels: {},
          },
        }),
      );
      await store.store({ observations });
    }
    postgres.sql('ANALYZE');
    const address = readPostgresAddress(postgres.address('plans'), {});
    if ('bad' in address) throw new Error(address.bad);
    connection = await connectPostgres(address);
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await store[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  const planOf = async (filter: EventFilter): Promise<string> => {
    const common = await findCommon(connection.ask, filter);
    if (common === undefined) throw new Error('nothing fits');
    const { sql, values } = pageStatement(filter, common, { limit: 20 });
    const rows = await connection.ask<{ readonly 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, TIMING OFF) ${sql}`,
      values,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  test.each<readonly [string, EventFilter]>([
    ['of all', {}],
    ['of a reason', { reasons: ['Usual3'] }],
    ['of a rare reason', { reasons: ['Rare'] }],
    ['of a workload', { workloads: ['Deployment/shop/app-7'] }],
    ['of a node and a reason', { nodes: ['node-7'], reasons: ['Rare', 'Usual7'] }],
    ['of a pod', { names: ['pod-7'] }],
    ['of an incident', { correlationId: 'incident-3' }],
    ['of words', { text: 'seldom5' }],
  ])('%s: no day is read as a whole', async (_, filter) => {
    expect((await store.query(filter, { limit: 20 })).items.length).toBeGreaterThan(1);
    const plan = await planOf(filter);
    expect(plan).not.toMatch(/Seq Scan on observations/);
    expect(plan).toMatch(/Index|Bitmap/);
  });

  test('of a range: other days are not looked at', async () => {
    const plan = await planOf({ from: NOON - 30 * HOUR, until: NOON - 20 * HOUR, reasons: ['Usual3'] });
    expect(new Set(plan.match(/observations_\d+(?!\d)/g)).size).toBeLessThanOrEqual(2);
  });

  test('of all: the newest day is enough', async () => {
    const plan = await planOf({});
    expect(plan.match(/never executed/g)?.length).toBeGreaterThanOrEqual(DAYS - 1);
  });
});
