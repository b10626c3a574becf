import type { Observation } from '../../observation.ts';
import { type FlatObservation, flatten, unflatten } from '../flat-observation.ts';
import { fromSafeText, toSafeText } from './safe-text.ts';

/** What is said, and of what kind of object: one row of `groups` for many observations. Hours are counted by it, so that there are few of them. */
export const GROUP_COLUMNS = [
  'cluster',
  'namespace',
  'kind',
  'type',
  'reason',
  'category',
  'severity',
  'template',
  'template_text',
  'action',
  'api_version',
  'field_path',
  'component',
  'origin',
  'event_namespace',
  'is_censored',
  'is_combined',
  'rule',
  'recovers',
  'subclass',
  'is_enriched',
] as const;
/** One of {@link GROUP_COLUMNS}. */
type GroupColumn = (typeof GROUP_COLUMNS)[number];

/** Where it is: one row of `places`, which is of one day and goes with it, as pods come and go. */
export const PLACE_COLUMNS = ['workload', 'node', 'instance', 'zone', 'image', 'revision', 'labels'] as const;
/** One of {@link PLACE_COLUMNS}. */
type PlaceColumn = (typeof PLACE_COLUMNS)[number];

/** The columns of a row of its own, after the numbers of its group and place. */
export const ROW_COLUMNS = [
  'ended',
  'started',
  'seen',
  'occurrences',
  'id',
  'name',
  'uid',
  'event_name',
  'event_uid',
  'event_version',
  'message',
  'incident',
  'related',
  'exact',
] as const;

/** An observation as it is written. */
export interface SplitObservation {
  readonly id: string;
  readonly ended: number;
  readonly started: number;
  readonly occurrences: number;
  /** In the order of {@link GROUP_COLUMNS}. */
  readonly group: readonly string[];
  /** In the order of {@link PLACE_COLUMNS}. */
  readonly place: readonly string[];
  /** In the order of {@link ROW_COLUMNS}. */
  readonly row: readonly (string | number)[];
}

/** Splits what is its own from what it has in common with others. */
export function splitObservation(observation: Observation): SplitObservation {
  const flat = flatten(observation);
  const textOf = (column: GroupColumn | PlaceColumn): string => {
    const value = flat[column];
    return toSafeText(typeof value === 'string' ? value : JSON.stringify(value));
  };
  const group = GROUP_COLUMNS.map(textOf);
  const place = PLACE_COLUMNS.map(textOf);
  const short = { ...flat, event_name: shortName(flat), event_uid: shortUid(flat) };
  const row = ROW_COLUMNS.map((column) => {
    const value = short[column];
    return typeof value === 'string' ? toSafeText(value) : value;
  });
  const { started, ended, occurrences } = flat;
  return { id: toSafeText(flat.id), ended, started, occurrences, group, place, row };
}

/** A row with its group and place, as the server gives it. */
export type JoinedRow = { readonly [Column in keyof FlatObservation]: string | number };

/** The observation of a row. */
export function joinObservation(joined: JoinedRow): Observation {
  const text = (column: keyof FlatObservation): string => fromSafeText(String(joined[column]));
  const texts = Object.fromEntries(
    [...GROUP_COLUMNS, ...PLACE_COLUMNS, ...ROW_COLUMNS].map((column) => [column, text(column)]),
  );
  const name = text('name');
  const id = text('id');
  return unflatten({
    ...(texts as unknown as FlatObservation),
    ended: Number(joined.ended),
    started: Number(joined.started),
    seen: Number(joined.seen),
    occurrences: Number(joined.occurrences),
    event_name: longName(text('event_name'), name),
    event_uid: text('event_uid') === OF_ID ? id.slice(0, UID) : text('event_uid'),
    is_censored: joined.is_censored === 'true',
    is_combined: joined.is_combined === 'true',
    is_enriched: joined.is_enriched === 'true',
    recovers: JSON.parse(text('recovers')) as readonly string[],
    labels: JSON.parse(text('labels')) as Readonly<Record<string, string>>,
  });
}

const UID = 36;
/** An id begins with the uid of its Event: it is not written twice. */
const OF_ID = '=';

function shortUid({ id, event_uid: uid }: FlatObservation): string {
  return uid.length === UID && id.startsWith(uid) ? OF_ID : uid;
}

/** client-go names an Event after its object; the name stands in place of `=`, which is in no name. */
function shortName({ name, event_name: event }: FlatObservation): string {
  if (event.startsWith(`${name}.`)) return `=${event.slice(name.length)}`;
  return event.startsWith('=') ? `==${event}` : event;
}

function longName(event: string, name: string): string {
  if (event.startsWith('==')) return event.slice(2);
  return event.startsWith('=.') ? name + event.slice(1) : event;
}
