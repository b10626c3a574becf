import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Observation } from '../../observation.ts';
import { DAY, type DayTables, HOUR, SLOTS } from './day-tables.ts';
import { GROUP_COLUMNS, type GroupTexts, toGroup } from './group-columns.ts';
import { packIdentity } from './pack-identity.ts';
import { packMessage } from './pack-message.ts';

/** Bits of a row's `flags`. */
export const FLAGS = { censored: 1, combined: 2, wholeMessage: 4 } as const;

/** Writes into one day's tables. What it remembers of them is bounded; a memory lost costs bytes, never truth. */
export interface DayWriter {
  readonly write: (observation: Observation) => void;
  /** Adds what was written since to the counts by hour. */
  readonly flush: () => void;
}

/** Statements are prepared once per day. */
export function dayWriter(database: DatabaseSync, tables: DayTables): DayWriter {
  const insertText = database.prepare(`INSERT INTO ${tables.text} (text) VALUES (?)`);
  const findText = database.prepare(`SELECT id FROM ${tables.text} WHERE text = ?`);
  const marks = GROUP_COLUMNS.map(() => '?').join(', ');
  const insertGroup = database.prepare(`INSERT INTO ${tables.groups} (${GROUP_COLUMNS.join(', ')}) VALUES (${marks})`);
  const insertObject = database.prepare(`INSERT INTO ${tables.object} (name, uid) VALUES (?, ?)`);
  const insertMessage = database.prepare(`INSERT INTO ${tables.message} (text) VALUES (?)`);
  const insertWords = database.prepare(`INSERT INTO ${tables.words} (rowid, text) VALUES (?, ?)`);
  const insertRow = database.prepare(
    `INSERT INTO ${tables.row} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const findIdentity = database.prepare(`SELECT identity FROM ${tables.row} WHERE key = ?`);
  const addHour = database.prepare(
    `INSERT INTO ${tables.hour} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count,
     rows = rows + excluded.rows, first = min(first, excluded.first), last = max(last, excluded.last)`,
  );

  const texts = remember();
  const groups = remember();
  const objects = remember();
  const messages = remember();
  let hours = new Map<string, HourCount>();

  const textId = (text: string | null): number | null =>
    text === null
      ? null
      : texts(text, () => (findText.get(text) as { id: number } | undefined)?.id ?? insert(insertText, text));
  const groupId = (group: GroupTexts): number => {
    const ids = GROUP_COLUMNS.map((column) => textId(group[column]));
    return groups(ids.join(), () => insert(insertGroup, ...ids));
  };
  const messageId = (values: string, isWhole: boolean, { message, template }: Observation): number =>
    messages(`${isWhole ? '' : template?.id}\0${values}`, () => {
      const id = insert(insertMessage, values);
      insertWords.run(id, message);
      return id;
    });

  return {
    write(observation) {
      const { about, from, until, seenAt, count, event, related, correlationId } = observation;
      const values = packMessage(observation.message, observation.template?.text);
      const group = groupId(toGroup(observation));
      const identity = packIdentity(observation);
      const rest = [
        group,
        objects(`${about.uid}\0${about.name}`, () =>
          insert(insertObject, about.name, about.uid === about.name ? null : packUid(about.uid)),
        ),
        messageId(values ?? observation.message, values === undefined, observation),
        until - from,
        seenAt - until,
        count,
        packVersion(event.resourceVersion),
        (observation.isCensored ? FLAGS.censored : 0) |
          (observation.isCombined ? FLAGS.combined : 0) |
          (values === undefined ? FLAGS.wholeMessage : 0),
        identity,
        textId(correlationId ?? null),
        related === undefined ? null : JSON.stringify(related),
      ];
      const base = (until - tables.day * DAY) * SLOTS;
      const slot = slotOf(observation.id);
      for (let n = 0; n < SLOTS; n++) {
        const key = base + ((slot + n) % SLOTS);
        if (insertRow.run(key, ...rest).changes === 1) break;
        const other = findIdentity.get(key) as { identity: Uint8Array | string };
        if (isSame(other.identity, identity)) return;
      }
      countHour(hours, group, observation);
    },
    flush() {
      for (const { group, hour, count, rows, first, last } of hours.values())
        addHour.run(group, hour, count, rows, first, last);
      hours = new Map();
    },
  };
}

interface HourCount {
  readonly group: number;
  readonly hour: number;
  count: number;
  rows: number;
  first: number;
  last: number;
}

function countHour(hours: Map<string, HourCount>, group: number, { from, until, count }: Observation): void {
  const hour = Math.floor(until / HOUR);
  const key = `${group} ${hour}`;
  const counted = hours.get(key);
  if (counted === undefined) {
    hours.set(key, { group, hour, count, rows: 1, first: from, last: until });
    return;
  }
  counted.count += count;
  counted.rows++;
  counted.first = Math.min(counted.first, from);
  counted.last = Math.max(counted.last, until);
}

/** The number of each key, asked for once as long as it is remembered: the newest 20,000 to 40,000. */
function remember(): (key: string, make: () => number) => number {
  let young = new Map<string, number>();
  let old = young;
  return (key, make) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const id = old.get(key) ?? make();
    if (young.size >= 20_000) {
      old = young;
      young = new Map();
    }
    young.set(key, id);
    return id;
  };
}

function insert(statement: StatementSync, ...values: readonly (string | number | null | Uint8Array)[]): number {
  return Number(statement.run(...values).lastInsertRowid);
}

/** FNV-1a, folded to the bits of a slot. */
function slotOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < id.length; n++) hash = Math.imul(hash ^ id.charCodeAt(n), 0x01000193);
  return ((hash >>> 20) ^ hash) & (SLOTS - 1);
}

function isSame(a: Uint8Array | string, b: Uint8Array | string): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : Buffer.compare(a, b) === 0;
}

function packUid(uid: string): Uint8Array | string {
  const digits = uid.replaceAll('-', '');
  return UUID.test(uid) ? Buffer.from(digits, 'hex') : uid;
}

/** A number takes 4 bytes; one that is not written as JavaScript writes it stays a text. */
function packVersion(version: string): number | string {
  const number = Number(version);
  return Number.isSafeInteger(number) && String(number) === version ? number : version;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
