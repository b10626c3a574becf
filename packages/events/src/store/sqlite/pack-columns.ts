/** Columns of one length, one behind the other. */
export interface ColumnWriter {
  /** Safe integers. */
  readonly numbers: (values: readonly number[]) => void;
  readonly texts: (values: readonly (string | null)[]) => void;
  /** Most of them UUIDs. */
  readonly uuids: (values: readonly (string | null)[]) => void;
  readonly finish: () => Buffer;
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
/** Where texts begin. */
export const FIRST = 1;

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
