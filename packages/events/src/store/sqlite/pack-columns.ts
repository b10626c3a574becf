/** Columns of one length, one behind the other. */
export interface ColumnWriter {
  /** Safe integers. */
  readonly numbers: (values: readonly number[]) => void;
  readonly texts: (values: readonly (string | null)[]) => void;
  /** Most of them UUIDs. */
  readonly uuids: (values: readonly (string | null)[]) => void;
  readonly finish: () => Buffer;
}

/** What was written, in the same order; a column is taken apart when it is asked for. */
export interface ColumnReader {
  readonly number: () => (row: number) => number;
  /** The same, for those who may ask for all of them. */
  readonly numbers: () => NumberReader;
  readonly texts: () => TextReader;
  readonly uuids: () => (row: number) => string | null;
}

/** A column of numbers. */
export interface NumberReader {
  (row: number): number;
  /** All at once, for those who ask for each of them. */
  readonly all: () => Float64Array | Int32Array;
  /** What those take in memory, once they were asked for. */
  readonly bytes: () => number;
}

/** A column of texts, each of which is written once. */
export interface TextReader {
  readonly textOf: (row: number) => string | null;
  /** The same for rows that have the same text. */
  readonly placeOf: (row: number) => number;
}

/**
 * Numbers are written above their least, and byte by byte: all lowest bytes, then all next ones. What is always the same thus takes
 * nothing, and what hardly varies is packed well by whoever packs the whole. Texts are written once each.
 */
export function columnWriter(): ColumnWriter {
  const columns: Buffer[] = [];
  return {
    numbers: (values) => columns.push(packNumbers(values)),
    texts(values) {
      const { distinct, places } = distinctOf(values);
      columns.push(...packTexts(distinct), packNumbers(places));
    },
    uuids(values) {
      const { distinct, places } = distinctOf(values);
      const bytes = Buffer.allocUnsafe(distinct.length * 16);
      const others: (string | null)[] = [];
      // First all UUIDs, then the others.
      let uuids = 0;
      const moved = distinct.map((value) => {
        if (value !== null && putUuid(value, bytes, uuids * 16)) return uuids++;
        others.push(value);
        return -others.length;
      });
      columns.push(
        bytes.subarray(0, uuids * 16),
        ...packTexts(others),
        packNumbers(
          places.map((place) => {
            const to = moved[place] ?? 0;
            return to < 0 ? uuids - to - 1 : to;
          }),
        ),
      );
    },
    finish() {
      const lengths = Buffer.alloc(columns.length * 4);
      for (const [nth, { length }] of columns.entries()) lengths.writeUInt32LE(length, nth * 4);
      return Buffer.concat([Buffer.of(columns.length), lengths, ...columns]);
    },
  };
}

/** Reads what a {@link columnWriter} has written, of so many rows. */
export function columnReader(bytes: Buffer, rows: number): ColumnReader {
  const count = bytes[0] ?? 0;
  let at = 1 + count * 4;
  const starts = [at];
  for (let nth = 0; nth < count; nth++) {
    at += bytes.readUInt32LE(1 + nth * 4);
    starts.push(at);
  }
  let nth = 0;
  // A page reads one row of a hundred blocks each: what is made for a column is one function, and no view of the bytes.
  const number = (): ((row: number) => number) => {
    const column = nth++;
    return (row) => numberAt(bytes, starts[column] ?? 0, starts[column + 1] ?? 0, rows, row);
  };
  /** Of one of the texts that were written once. */
  const readText = (column: number, place: number): string | null => {
    const text = starts[column] ?? 0;
    const ends = starts[column + 1] ?? 0;
    const behind = starts[column + 2] ?? 0;
    const distinct = bytes.readUInt32LE(ends);
    const from = place === 0 ? FIRST : Math.abs(numberAt(bytes, ends + 4, behind, distinct, place - 1));
    const end = numberAt(bytes, ends + 4, behind, distinct, place);
    // Where something ends before it begins is nothing.
    return end < 0 ? null : bytes.toString('utf8', text + from, text + end);
  };
  return {
    number,
    numbers() {
      const [from, to] = [starts[nth] ?? 0, starts[nth + 1] ?? 0];
      let all: Float64Array | Int32Array | undefined;
      return Object.assign(number(), {
        all: () => (all ??= readAllNumbers(bytes.subarray(from, to), rows)),
        bytes: () => all?.byteLength ?? 0,
      });
    },
    texts() {
      const column = nth;
      nth += 2;
      const placeOf = number();
      return { textOf: (row) => readText(column, placeOf(row)), placeOf };
    },
    uuids() {
      const digits = nth;
      nth += 3;
      const placeOf = number();
      const uuids = ((starts[digits + 1] ?? 0) - (starts[digits] ?? 0)) / 16;
      return (row) => {
        const place = placeOf(row);
        if (place >= uuids) return readText(digits + 1, place - uuids);
        const from = (starts[digits] ?? 0) + place * 16;
        return withHyphens(bytes.toString('hex', from, from + 16));
      };
    },
  };
}

function distinctOf(values: readonly (string | null)[]): {
  readonly distinct: readonly (string | null)[];
  readonly places: readonly number[];
} {
  const known = new Map<string | null, number>();
  const distinct: (string | null)[] = [];
  const places = new Array<number>(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    let place = known.get(value);
    if (place === undefined) {
      place = distinct.push(value) - 1;
      known.set(value, place);
    }
    places[row] = place;
  }
  return { distinct, places };
}

/** The texts one behind the other, behind a byte that is none, and where each ends; what is not there ends at a negative place. */
function packTexts(distinct: readonly (string | null)[]): readonly Buffer[] {
  const whole = Buffer.from(NONE + distinct.join(''));
  let length = FIRST;
  for (const text of distinct) length += text?.length ?? 0;
  // All at once, which is ten times as fast, where no character takes more than a byte; half a character is not to meet another half.
  const texts = whole.length === length ? undefined : distinct.map((text) => Buffer.from(text ?? ''));
  // Zero could not be negative.
  let at = FIRST;
  const ends = distinct.map((text, nth) => {
    at += texts === undefined ? (text?.length ?? 0) : (texts[nth]?.length ?? 0);
    return text === null ? -at : at;
  });
  const count = Buffer.alloc(4);
  count.writeUInt32LE(distinct.length);
  const all = texts === undefined ? whole : Buffer.concat([Buffer.alloc(FIRST), ...texts]);
  return [all, Buffer.concat([count, packNumbers(ends)])];
}

const NONE = '\0';
const FIRST = 1;

function packNumbers(values: readonly number[]): Buffer {
  let least = values[0] ?? 0;
  let most = least;
  for (const value of values) {
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  let planes = 0;
  for (let range = most - least; range >= 1; range /= 256) planes++;
  const bytes = Buffer.alloc(8 + planes * values.length);
  bytes.writeDoubleLE(least, 0);
  for (let row = 0; row < values.length; row++) {
    let rest = (values[row] ?? 0) - least;
    let at = 8 + row;
    for (; rest >= 2 ** 31; at += values.length) {
      const byte = rest % 256;
      bytes[at] = byte;
      rest = (rest - byte) / 256;
    }
    for (; rest > 0; at += values.length) {
      bytes[at] = rest & 255;
      rest >>>= 8;
    }
  }
  return bytes;
}

function numberAt(bytes: Buffer, from: number, to: number, rows: number, row: number): number {
  const least = bytes.readDoubleLE(from);
  const first = from + 8;
  if (to === first) return least;
  let value = 0;
  for (let at = to - rows + row; at >= first; at -= rows) value = value * 256 + (bytes[at] ?? 0);
  return least + value;
}

function readAllNumbers(bytes: Buffer, rows: number): Float64Array | Int32Array {
  const least = bytes.readDoubleLE(0);
  const planes = rows === 0 ? 0 : (bytes.length - 8) / rows;
  const isSmall = planes <= 3 && Math.abs(least) < 2 ** 30;
  const all = isSmall ? new Int32Array(rows).fill(least) : new Float64Array(rows).fill(least);
  // Most are of two or three bytes; those are added at once.
  const [first, second, third] = [8, 8 + rows, 8 + 2 * rows];
  if (planes === 1) for (let row = 0; row < rows; row++) all[row] = least + (bytes[first + row] ?? 0);
  else if (planes === 2)
    for (let row = 0; row < rows; row++)
      all[row] = least + ((bytes[first + row] ?? 0) | ((bytes[second + row] ?? 0) << 8));
  else if (planes === 3)
    for (let row = 0; row < rows; row++)
      all[row] =
        least + ((bytes[first + row] ?? 0) | ((bytes[second + row] ?? 0) << 8) | ((bytes[third + row] ?? 0) << 16));
  else {
    let factor = 1;
    for (let at = 8; at < bytes.length; at += rows) {
      for (let row = 0; row < rows; row++) all[row] = (all[row] ?? 0) + (bytes[at + row] ?? 0) * factor;
      factor *= 256;
    }
  }
  return all;
}

/** Writes the bytes of a UUID in small letters; says whether it is one. */
function putUuid(text: string, into: Uint8Array, at: number): boolean {
  if (text.length !== 36) return false;
  let to = at;
  for (let from = 0; from < 36; from += 2) {
    if (from === 8 || from === 13 || from === 18 || from === 23) {
      if (text.charCodeAt(from) !== 45) return false;
      from++;
    }
    const high = digitOf(text.charCodeAt(from));
    const low = digitOf(text.charCodeAt(from + 1));
    if (high < 0 || low < 0) return false;
    into[to++] = high * 16 + low;
  }
  return true;
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

function withHyphens(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
