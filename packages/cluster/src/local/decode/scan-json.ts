import { goQuote } from '@outrigger/pod';

/** Where a key stands in a document: names of fields and places in lists. */
export type KeyPath = readonly (string | number)[];

/** Hears of every key, in the order of the text. */
export type HearKey = (path: KeyPath, isRepeated: boolean) => void;

/**
 * Reads JSON as Go's scanner does: gives its words for what is no JSON (encoding/json scanner.go@1.26), undefined for what is.
 * Slow beside `JSON.parse`, so it is asked only about what that has refused, and about keys that may be there twice.
 */
export function scanJson(text: string, hear: HearKey = () => {}): string | undefined {
  try {
    new Scan(text, hear).document();
    return undefined;
  } catch (fault) {
    if (fault instanceof Fault) return fault.message;
    throw fault;
  }
}

class Fault extends Error {}

class Scan {
  readonly #text: string;
  readonly #hear: HearKey;
  #at = 0;

  constructor(text: string, hear: HearKey) {
    this.#text = text;
    this.#hear = hear;
  }

  document(): void {
    this.#value([]);
    this.#space();
    if (this.#at < this.#text.length) this.#refuse('after top-level value');
  }

  #value(path: KeyPath): void {
    this.#space();
    const character = this.#text[this.#at];
    if (character === '{') this.#object(path);
    else if (character === '[') this.#list(path);
    else if (character === '"') this.#string();
    else if (character === 't') this.#word('true');
    else if (character === 'f') this.#word('false');
    else if (character === 'n') this.#word('null');
    else if (character !== undefined && /[-0-9]/.test(character)) this.#number();
    else this.#refuse('looking for beginning of value');
  }

  #object(path: KeyPath): void {
    this.#at++;
    const seen = new Set<string>();
    this.#space();
    if (this.#take('}')) return;
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#refuse('looking for beginning of object key string');
      const key = this.#string();
      this.#hear([...path, key], seen.has(key));
      seen.add(key);
      this.#space();
      if (!this.#take(':')) this.#refuse('after object key');
      this.#value([...path, key]);
      this.#space();
      if (this.#take('}')) return;
      if (!this.#take(',')) this.#refuse('after object key:value pair');
    }
  }

  #list(path: KeyPath): void {
    this.#at++;
    this.#space();
    if (this.#take(']')) return;
    for (let index = 0; ; index++) {
      this.#value([...path, index]);
      this.#space();
      if (this.#take(']')) return;
      if (!this.#take(',')) this.#refuse('after array element');
    }
  }

  #string(): string {
    const start = this.#at++;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) this.#refuse('');
      if (character === '"') break;
      if (character === '\\') this.#escape();
      else if (character !== undefined && character < ' ') this.#refuse('in string literal');
      else this.#at++;
    }
    this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #escape(): void {
    this.#at++;
    const character = this.#text[this.#at];
    if (character === undefined || !'bfnrt\\/"u'.includes(character)) this.#refuse('in string escape code');
    this.#at++;
    if (character !== 'u') return;
    for (let digit = 0; digit < 4; digit++) {
      if (!/[0-9a-fA-F]/.test(this.#text[this.#at] ?? '')) this.#refuse('in \\u hexadecimal character escape');
      this.#at++;
    }
  }

  #word(word: string): void {
    for (const [place, letter] of [...word].entries()) {
      if (!this.#take(letter)) this.#refuse(place === 0 ? '' : `in literal ${word} (expecting ${quoted(letter)})`);
    }
  }

  #number(): void {
    if (this.#take('-') && !this.#isDigit()) this.#refuse('in numeric literal');
    if (!this.#take('0')) this.#digits();
    if (this.#take('.')) {
      if (!this.#isDigit()) this.#refuse('after decimal point in numeric literal');
      this.#digits();
    }
    if (this.#take('e') || this.#take('E')) {
      if (!this.#take('+')) this.#take('-');
      if (!this.#isDigit()) this.#refuse('in exponent of numeric literal');
      this.#digits();
    }
  }

  #digits(): void {
    while (this.#isDigit()) this.#at++;
  }

  #isDigit(): boolean {
    return /[0-9]/.test(this.#text[this.#at] ?? '');
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? '.')) this.#at++;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #refuse(context: string): never {
    const code = this.#text.codePointAt(this.#at);
    // At the end Go's scanner looks at one more space, which ends what it can end.
    if (code === undefined && /^(in|after decimal)/.test(context)) throw new Fault(`invalid character ' ' ${context}`);
    if (code === undefined) throw new Fault('unexpected end of JSON input');
    // Go's scanner goes byte by byte, so of other than ASCII it shows the first byte.
    const character = String.fromCodePoint(code < 0x80 ? code : (Buffer.from(String.fromCodePoint(code))[0] ?? 0));
    throw new Fault(`invalid character ${quoted(character)} ${context}`);
  }
}

/** encoding/json quoteChar. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  if (character === '"') return `'"'`;
  return `'${goQuote(character).slice(1, -1)}'`;
}
