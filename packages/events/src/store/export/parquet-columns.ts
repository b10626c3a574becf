import type { BasicType } from 'hyparquet-writer';
import type { FlatObservation } from '../flat-observation.ts';

/** A column of a Parquet file: what it is there, and of a row. */
export interface ParquetColumn {
  readonly type: BasicType;
  readonly write: (row: FlatObservation) => unknown;
  readonly read: (value: unknown) => unknown;
}

const text = (name: keyof FlatObservation): ParquetColumn => ({
  type: 'STRING',
  write: (row) => row[name],
  read: same,
});
const truth = (name: keyof FlatObservation): ParquetColumn => ({
  type: 'BOOLEAN',
  write: (row) => row[name],
  read: same,
});
/** UTC, to the millisecond. */
const time = (name: 'started' | 'ended' | 'seen'): ParquetColumn => ({
  type: 'TIMESTAMP',
  write: (row) => new Date(row[name]),
  read: (value) => (value instanceof Date ? value.getTime() : value),
});
const json = (name: 'recovers' | 'labels'): ParquetColumn => ({ type: 'JSON', write: (row) => row[name], read: same });

/** The columns of an export, in their order; docs/events/storage.md describes them. */
export const PARQUET_COLUMNS: { readonly [Name in keyof FlatObservation]: ParquetColumn } = {
  id: text('id'),
  cluster: text('cluster'),
  started: time('started'),
  ended: time('ended'),
  seen: time('seen'),
  occurrences: { type: 'INT64', write: ({ occurrences }) => BigInt(occurrences), read: Number },
  type: text('type'),
  reason: text('reason'),
  message: text('message'),
  action: text('action'),
  api_version: text('api_version'),
  kind: text('kind'),
  namespace: text('namespace'),
  name: text('name'),
  uid: text('uid'),
  field_path: text('field_path'),
  component: text('component'),
  instance: text('instance'),
  origin: text('origin'),
  event_namespace: text('event_namespace'),
  event_name: text('event_name'),
  event_uid: text('event_uid'),
  event_version: text('event_version'),
  is_censored: truth('is_censored'),
  is_combined: truth('is_combined'),
  category: text('category'),
  severity: text('severity'),
  rule: text('rule'),
  recovers: json('recovers'),
  subclass: text('subclass'),
  is_enriched: truth('is_enriched'),
  workload: text('workload'),
  node: text('node'),
  zone: text('zone'),
  image: text('image'),
  revision: text('revision'),
  labels: json('labels'),
  template: text('template'),
  template_text: text('template_text'),
  incident: text('incident'),
  related: text('related'),
  exact: text('exact'),
};

function same(value: unknown): unknown {
  return value;
}
