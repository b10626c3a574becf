import type { DatabaseSync } from 'node:sqlite';
import type { Gap } from '../../observation.ts';
import type { EventStore } from '../event-store.ts';
import { aggregateDays } from './aggregate-days.ts';
import { dayReading } from './day-reading.ts';
import { type DayTables, tablesOf } from './day-tables.ts';
import { pageIncidents } from './incident-rows.ts';
import { queryDays } from './query-days.ts';

/** What a store is asked. */
export type StoreQuestions = Pick<EventStore, 'query' | 'aggregate' | 'incidents' | 'gaps'>;

/** Answers questions from a file that somebody may be writing, each as of one moment. */
export function readSqlite(database: DatabaseSync): StoreQuestions {
  const reading = dayReading(database);
  const days = daysIn(database);
  /** As of one moment: another process, or another thread, may write meanwhile. */
  const atOnce = <T>(ask: () => T): T => {
    database.exec('BEGIN');
    try {
      return ask();
    } finally {
      if (database.isTransaction) database.exec('ROLLBACK');
    }
  };
  return {
    query: async (filter, page) => atOnce(() => queryDays(reading, days(), filter, page)),
    aggregate: async (query) => atOnce(() => aggregateDays(reading, days(), query)),
    incidents: async (filter, page) => pageIncidents(database, filter, page),
    async gaps({ from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }) {
      const rows = database
        .prepare('SELECT json FROM gaps WHERE until >= ? AND start < ? ORDER BY start')
        .all(from, until);
      return (rows as unknown as readonly { readonly json: string }[]).map(({ json }) => toGap(json));
    },
  };
}

/** The days that a file has, the oldest first. */
export function daysIn(database: DatabaseSync): () => readonly DayTables[] {
  const all = database.prepare('SELECT day FROM days ORDER BY day');
  return () => (all.all() as unknown as readonly { readonly day: number }[]).map(({ day }) => tablesOf(day));
}

/** JSON leaves out what is not known. */
function toGap(json: string): Gap {
  return { lost: undefined, ...JSON.parse(json) } as Gap;
}
