import type { EventFilter } from '../event-store.ts';
import { type WantedColumn, wantedValues } from '../wanted-values.ts';
import { dayOf } from './day-partitions.ts';
import type { Ask } from './postgres-connection.ts';
import { fromSafeText, toSafeText } from './safe-text.ts';

/** Puts a value into a statement: gives its `$1`. */
export type Bind = (value: unknown) => string;

/** Values of a statement in the making. */
export function bindValues(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** What a filter asks of what many observations have in common, as numbers; undefined where it has no such condition. */
export interface Common {
  readonly groups: readonly number[] | undefined;
  readonly places: readonly number[] | undefined;
}

/** The numbers of groups and places that a filter's conditions fit; undefined where none can. */
export async function findCommon(ask: Ask, filter: EventFilter): Promise<Common | undefined> {
  const common = { groups: await findGroups(ask, filter), places: await findPlaces(ask, filter) };
  return common.groups?.length === 0 || common.places?.length === 0 ? undefined : common;
}

async function findGroups(ask: Ask, filter: EventFilter): Promise<readonly number[] | undefined> {
  const { values, bind } = bindValues();
  const conditions = listConditions(
    wantedValues(filter).filter(([column]) => !isOfPlace(column)),
    bind,
  );
  if (conditions.length === 0) return undefined;
  const found = await ask<{ readonly id: number }>(`SELECT id FROM groups WHERE ${conditions.join(' AND ')}`, values);
  return found.map(({ id }) => id);
}

async function findPlaces(ask: Ask, filter: EventFilter): Promise<readonly number[] | undefined> {
  const { values, bind } = bindValues();
  const labels = Object.entries(filter.labels ?? {});
  const conditions = [
    ...listConditions(
      wantedValues(filter).filter(([column]) => isOfPlace(column)),
      bind,
    ),
    // The text has it so; what only looks like it is told below.
    ...labels.map(
      ([key, value]) => `strpos(labels, ${bind(toSafeText(JSON.stringify({ [key]: value }).slice(1, -1)))}) > 0`,
    ),
  ];
  if (conditions.length === 0) return undefined;
  const { from, until } = filter;
  if (from !== undefined && Number.isFinite(from)) conditions.push(`day >= ${bind(dayOf(from))}`);
  if (until !== undefined && Number.isFinite(until)) conditions.push(`day <= ${bind(dayOf(until))}`);
  const found = await ask<{ readonly id: number; readonly labels: string }>(
    `SELECT id, labels FROM places WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return found
    .filter((row) => labels.every(([key, value]) => readLabels(row.labels)[key] === value))
    .map(({ id }) => id);
}

function isOfPlace(column: WantedColumn): boolean {
  return column === 'workload' || column === 'node';
}

function listConditions(wanted: ReturnType<typeof wantedValues>, bind: Bind): readonly string[] {
  return wanted.map(([column, list]) => `${column} = ANY (${bind(list.map(toSafeText))}::text[])`);
}

function readLabels(text: string): Readonly<Record<string, string>> {
  return JSON.parse(fromSafeText(text)) as Readonly<Record<string, string>>;
}

/** What a filter asks of single rows. */
export function rowConditions(filter: EventFilter, { groups, places }: Common, bind: Bind): readonly string[] {
  const { names, correlationId, text } = filter;
  return [
    ...timeConditions(filter, bind),
    ...(groups === undefined ? [] : [`group_id = ANY (${bind(groups)}::int[])`]),
    ...(places === undefined ? [] : [`place_id = ANY (${bind(places)}::bigint[])`]),
    ...(names === undefined || names.length === 0 ? [] : [`name = ANY (${bind(names.map(toSafeText))}::text[])`]),
    // The empty one is in no index, and no incident.
    ...(correlationId === undefined ? [] : [`incident = ${bind(toSafeText(correlationId))} AND incident <> ''`]),
    ...(text === undefined ? [] : [wordCondition(text, bind)]),
  ];
}

/** Times are whole ms. */
function timeConditions({ from, until }: EventFilter, bind: Bind): readonly string[] {
  return [
    ...(from !== undefined && Number.isFinite(from) ? [`ended >= ${bind(Math.ceil(from))}::bigint`] : []),
    ...(until !== undefined && Number.isFinite(until) ? [`ended < ${bind(Math.ceil(until))}::bigint`] : []),
  ];
}

/** Whether answers need single rows: the counts by hour know groups, and nothing else. */
export function asksRows({ names, correlationId, text }: EventFilter, { places }: Common): boolean {
  return (
    places !== undefined ||
    (names !== undefined && names.length > 0) ||
    correlationId !== undefined ||
    text !== undefined
  );
}

/** `WHERE` with all of them, or nothing. */
export function whereAll(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** Words, or the beginnings of some, in any order; as the index has them (`words_of`). */
function wordCondition(text: string, bind: Bind): string {
  const words = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).match(WORDS) ?? [];
  if (words.length === 0) return 'false';
  // In quotes nothing is an operator.
  return `words_of(message) @@ ${bind(words.map((word) => `'w${toSafeText(word)}':*`).join(' & '))}::tsquery`;
}

const WORDS = /[a-z0-9\u0080-\u{10ffff}]+/gu;
