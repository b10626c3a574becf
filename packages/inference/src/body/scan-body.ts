import { createFieldBook, type FoundFields } from './field-book.ts';

/** Scans a request's JSON body chunk by chunk, in one pass; chunks may end anywhere. */
export interface BodyScan {
  readonly take: (chunk: Uint8Array) => void;
  /** What was found, or the byte at which the body stops being a JSON object. */
  readonly end: () => { readonly ok: true; readonly found: FoundFields } | { readonly ok: false; readonly at: number };
}

/**
 * A scan that hands the bytes of the prompt on as they come. Nothing is parsed into objects and nothing copied but names and
 * short values. Brackets, commas and colons are checked; the inside of strings and the spelling of numbers are the model
 * server's matter.
 */
export function scanBody(onPrompt: (bytes: Uint8Array, from: number, to: number) => void): BodyScan {
  const book = createFieldBook();
  /** For each level: is it an object? */
  const isObject: boolean[] = [];
  let depth = 0;
  let state = VALUE;
  let isKey = false;
  /** The bytes go into the book: a key or a value of the outermost object. */
  let isNoted = false;
  let inPrompt = false;
  /** Where in the body the chunk begins. */
  let base = 0;
  let broken = -1;

  const take = (chunk: Uint8Array) => {
    if (broken >= 0) return;
    let promptFrom = 0;
    /** The next quote and backslash at or after the place that is read; looked for when they are passed. */
    let quote = -1;
    let slash = -1;
    let at = 0;

    const endValue = (end: number) => {
      state = depth === 0 ? DONE : AFTER;
      if (depth !== 1) return;
      isNoted = false;
      if (inPrompt) {
        inPrompt = false;
        onPrompt(chunk, promptFrom, end);
        book.promptBytes(end - promptFrom);
      }
      book.valueEnded(base + end);
    };
    /** The next quote or backslash at or after a place, or the end of the chunk. */
    const nextSign = (from: number): number => {
      // Text is full of escaped quotes and line ends: what is near is found sooner by looking at it.
      const near = Math.min(chunk.length, from + NEAR);
      for (let place = from; place < near; place++) if (IS_SIGN[chunk[place] as number] === 1) return place;
      if (quote < near) quote = indexOf(chunk, QUOTE, near);
      if (slash < near) slash = indexOf(chunk, BACKSLASH, near);
      return Math.min(quote, slash);
    };
    /** Reads on to the end of a string, or of the chunk. */
    const inString = () => {
      const from = at;
      at = nextSign(at);
      // What is not noted is passed over, escapes and all.
      while (!isNoted && at + 1 < chunk.length && chunk[at] === BACKSLASH) at = nextSign(at + 2);
      if (isNoted) book.note(chunk, from, Math.min(at + 1, chunk.length));
      if (at === chunk.length) return;
      if (chunk[at] === BACKSLASH) {
        state = ESCAPE;
        at++;
        return;
      }
      at++;
      if (!isKey) return endValue(at);
      isKey = false;
      isNoted = false;
      state = COLON;
      if (depth === 1) book.keyEnded();
    };
    const open = (byte: number): boolean => {
      if (depth === MOST_DEPTH - 1) return false;
      depth++;
      isObject[depth] = byte === OPEN_OBJECT;
      state = byte === OPEN_OBJECT ? FIRST_KEY : FIRST_VALUE;
      return true;
    };
    const close = (byte: number): boolean => {
      if (byte !== (isObject[depth] ? CLOSE_OBJECT : CLOSE_ARRAY)) return false;
      depth--;
      endValue(at + 1);
      return true;
    };
    const beginKey = (byte: number): boolean => {
      if (byte !== QUOTE) return false;
      isKey = true;
      state = STRING;
      if (depth === 1) {
        isNoted = true;
        book.keyBegins();
        book.note(chunk, at, at + 1);
      }
      return true;
    };
    const beginValue = (byte: number): boolean => {
      if (depth === 0 && byte !== OPEN_OBJECT) return false;
      if (depth === 1) {
        const field = book.valueBegins(base + at);
        inPrompt = field === 'prompt';
        promptFrom = at;
        isNoted = field === 'short' && byte !== OPEN_OBJECT && byte !== OPEN_ARRAY;
        if (isNoted) book.note(chunk, at, at + 1);
      }
      if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return open(byte);
      state = byte === QUOTE ? STRING : SCALAR;
      return byte === QUOTE || IS_SCALAR[byte] === 1;
    };
    /** Takes one byte of structure; false when it cannot stand there. */
    const takeByte = (byte: number): boolean => {
      switch (state) {
        case FIRST_KEY:
          return byte === CLOSE_OBJECT ? close(byte) : beginKey(byte);
        case KEY:
          return beginKey(byte);
        case COLON:
          state = VALUE;
          return byte === COLON_SIGN;
        case FIRST_VALUE:
          return byte === CLOSE_ARRAY ? close(byte) : beginValue(byte);
        case VALUE:
          return beginValue(byte);
        case AFTER:
          if (byte !== COMMA) return close(byte);
          state = isObject[depth] ? KEY : VALUE;
          return true;
        default:
          return false;
      }
    };

    while (at < chunk.length) {
      if (state === STRING) {
        inString();
        continue;
      }
      const byte = chunk[at] as number;
      if (state === ESCAPE) {
        if (isNoted) book.note(chunk, at, at + 1);
        state = STRING;
      } else if (state === SCALAR && IS_SCALAR[byte] === 1) {
        if (isNoted) book.note(chunk, at, at + 1);
      } else {
        if (state === SCALAR) endValue(at);
        if (!isBlank(byte) && !takeByte(byte)) {
          broken = base + at;
          return;
        }
      }
      at++;
    }
    if (inPrompt) {
      onPrompt(chunk, promptFrom, chunk.length);
      book.promptBytes(chunk.length - promptFrom);
    }
    base += chunk.length;
  };

  return {
    take,
    end() {
      if (broken >= 0) return { ok: false, at: broken };
      return state === DONE ? { ok: true, found: book.found() } : { ok: false, at: base };
    },
  };
}

/** Deeper than this no request is. */
const MOST_DEPTH = 512;

// What may come next.
const VALUE = 0;
const FIRST_VALUE = 1;
const FIRST_KEY = 2;
const KEY = 3;
const COLON = 4;
const AFTER = 5;
const STRING = 6;
const ESCAPE = 7;
const SCALAR = 8;
const DONE = 9;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON_SIGN = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** So many bytes are looked at one by one before the rest is searched. */
const NEAR = 32;
/** The bytes that mean something within a string. */
const IS_SIGN = new Uint8Array(256);
IS_SIGN[QUOTE] = 1;
IS_SIGN[BACKSLASH] = 1;

/** Bytes of numbers, `true`, `false` and `null`. */
const IS_SCALAR = new Uint8Array(256);
for (const sign of '0123456789+-.eEtrufalsn') IS_SCALAR[sign.charCodeAt(0)] = 1;

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function indexOf(chunk: Uint8Array, byte: number, from: number): number {
  const found = chunk.indexOf(byte, from);
  return found < 0 ? chunk.length : found;
}
