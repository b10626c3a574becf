import { packBytes, unpackBytes } from './pack-bytes.ts';
import { columnWriter } from './pack-columns.ts';
import type { PartRow } from './part-row.ts';
import { columnReader } from './read-columns.ts';
import type { Room } from './unpack-zstd.ts';

/** So many rows of a part are packed together: a page takes its rows from a hundred places, and unpacks no more than it has to. */
export const BLOCK = 256;

/** What the head of a part does not say of some of its rows, by their place in the block. */
export interface PartBlock {
  readonly id: (row: number) => string;
  readonly name: (row: number) => string;
  readonly incident: (row: number) => string | null;
  readonly message: (row: number) => string;
  /** The same for rows whose message is the same. */
  readonly messagePlace: (row: number) => number;
  readonly flags: (row: number) => number;
  readonly row: (row: number) => BlockRow;
}

/** What the head says of a row. */
export type HeadRow = Pick<PartRow, 'until' | 'group' | 'count' | 'lead'>;
/** The rest. */
export type BlockRow = Omit<PartRow, keyof HeadRow>;

/** Packs rows. */
export function packBlock(rows: readonly PartRow[]): Uint8Array {
  const body = columnWriter();
  body.texts(rows.map(({ name }) => name));
  body.uuids(rows.map(({ name, uid }) => (name === uid ? null : uid)));
  body.uuids(rows.map(({ eventUid }) => eventUid));
  const totals = rows.map(totalOf);
  body.numbers(totals);
  body.texts(rows.map(({ id }, nth) => (totals[nth] === -1 ? id : null)));
  const names = rows.map(digitsOf);
  body.numbers(names.map((digits) => digits?.length ?? 0));
  body.numbers(names.map((digits) => Number.parseInt(digits?.slice(0, -8) || '0', 16)));
  body.numbers(names.map((digits) => Number.parseInt(digits?.slice(-8) || '0', 16)));
  body.texts(rows.map(({ eventName }, nth) => (names[nth] === undefined ? eventName : null)));
  body.texts(rows.map(({ eventNamespace }) => eventNamespace));
  const versions = rows.map(({ version }) => numberOf(version));
  body.numbers(versions);
  body.texts(rows.map(({ version }, nth) => (versions[nth] === -1 ? version : null)));
  body.numbers(rows.map(({ lag }) => lag));
  body.numbers(rows.map(({ flags }) => flags));
  body.texts(rows.map(({ message }) => message));
  body.texts(rows.map(({ incident }) => incident));
  body.texts(rows.map(({ related }) => related));
  return packBytes(body.finish());
}

/** A block of so many rows; it holds on to the room. */
export function readBlock(block: Uint8Array, rows: number, room?: Room): PartBlock {
  const columns = columnReader(unpackBytes(block, room), rows);
  const { textOf: nameOf } = columns.texts();
  const uid = columns.uuids();
  const eventUidOf = columns.uuids();
  const total = columns.number();
  const { textOf: otherId } = columns.texts();
  const digitCount = columns.number();
  const highDigits = columns.number();
  const lowDigits = columns.number();
  const { textOf: otherName } = columns.texts();
  const { textOf: eventNamespace } = columns.texts();
  const versionOf = columns.number();
  const { textOf: otherVersion } = columns.texts();
  const lag = columns.number();
  const flags = columns.number();
  const { textOf: message, placeOf: messagePlace } = columns.texts();
  const { textOf: incident } = columns.texts();
  const { textOf: related } = columns.texts();

  const name = (row: number): string => nameOf(row) ?? '';
  const eventUid = (row: number): string => eventUidOf(row) ?? '';
  const id = (row: number): string => (total(row) === -1 ? (otherId(row) ?? '') : `${eventUid(row)}:${total(row)}`);
  const eventName = (row: number): string => {
    const digits = digitCount(row);
    if (digits === 0) return otherName(row) ?? '';
    const low = lowDigits(row).toString(16);
    const all = digits > 8 ? highDigits(row).toString(16) + low.padStart(8, '0') : low;
    return `${name(row)}.${all.padStart(digits, '0')}`;
  };
  return {
    id,
    name,
    incident,
    message: (row) => message(row) ?? '',
    messagePlace,
    flags,
    row: (row) => ({
      id: id(row),
      lag: lag(row),
      flags: flags(row),
      name: name(row),
      uid: uid(row) ?? name(row),
      message: message(row) ?? '',
      eventNamespace: eventNamespace(row) ?? '',
      eventName: eventName(row),
      eventUid: eventUid(row),
      version: versionOf(row) === -1 ? (otherVersion(row) ?? '') : String(versionOf(row)),
      incident: incident(row),
      related: related(row),
    }),
  };
}

/** An id is most often the Event's uid and how many occurrences it has told of; -1 for another. */
function totalOf({ id, eventUid }: PartRow): number {
  return id.length > eventUid.length && id.startsWith(eventUid) && id[eventUid.length] === ':'
    ? numberOf(id.slice(eventUid.length + 1))
    : -1;
}

/** What client-go writes behind the name of the object: the time in ns (`tools/record/event.go`, makeEvent). */
function digitsOf({ eventName, name }: PartRow): string | undefined {
  if (!eventName.startsWith(name) || eventName[name.length] !== '.') return undefined;
  const digits = eventName.slice(name.length + 1);
  return DIGITS.test(digits) ? digits : undefined;
}

/** -1 for what is not written as JavaScript writes it. */
function numberOf(text: string): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 && String(number) === text ? number : -1;
}

const DIGITS = /^[0-9a-f]{1,16}$/;
