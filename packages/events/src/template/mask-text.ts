import { isVariable, type KnownNames } from './is-variable.ts';

/**
 * A text without what varies in it: what is quoted or in brackets, and every word that can only be a name, a number, a path, an
 * address. One pass over the characters: this is asked for every event.
 */
export function maskText(text: string, names: KnownNames): string {
  let masked = '';
  let previous = '';
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const closing = CLOSING.get(code);
    if (closing !== undefined && opensHere(text, at, code)) {
      const end = endOfQuoted(text, at, closing);
      masked += `${text[at]}<*>${end < text.length ? text[end] : ''}`;
      at = end + 1;
      continue;
    }
    if (isSeparator(code)) {
      masked += isSpace(code) ? ' ' : text[at];
      at++;
      continue;
    }
    const end = endOfWord(text, at);
    const [from, until] = withoutPunctuation(text, at, end);
    const word = text.slice(from, until);
    masked += text.slice(at, from) + maskWord(word, previous, names) + text.slice(until, end);
    previous = word;
    at = end;
  }
  return masked;
}

function maskWord(word: string, previous: string, names: KnownNames): string {
  if (word === '') return '';
  const equals = word.indexOf('=');
  // `reason=Timeout` and `NetworkReady=false`: a key says what it is, the value varies.
  if (equals > 0 && equals < word.length - 1 && /^[A-Za-z_.-]+$/.test(word.slice(0, equals)))
    return `${word.slice(0, equals)}=<*>`;
  return isVariable(word, previous, names) ? '<*>' : word;
}

const CLOSING: ReadonlyMap<number, string> = new Map([
  [34, '"'],
  [39, "'"],
  [96, '`'],
  [91, ']'],
  [123, '}'],
]);

/** An apostrophe within a word is none that opens: `didn't`, `Pod's`. */
function opensHere(text: string, at: number, code: number): boolean {
  if (code !== 39) return true;
  return (at === 0 || !isLetterOrDigit(text.charCodeAt(at - 1))) && text.includes("'", at + 1);
}

/** Where what was opened closes: brackets nest, a quotation mark may be escaped; the end of the text where it was cut off. */
function endOfQuoted(text: string, from: number, closing: string): number {
  const opening = text.charCodeAt(from);
  const close = closing.charCodeAt(0);
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === close && depth === 0) return at;
    else if (code === close) depth--;
    else if (code === opening) depth++;
  }
  return text.length;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSeparator(text.charCodeAt(at)) && !endsWord(text.charCodeAt(at))) at++;
  return at;
}

/** `[` ends a word (`containers[0]`), as quotation marks do; an apostrophe does not. */
function endsWord(code: number): boolean {
  return code === 34 || code === 96 || code === 91 || code === 123;
}

/** Full stops and colons at either end do not belong to a word. */
function withoutPunctuation(text: string, from: number, end: number): readonly [from: number, until: number] {
  let start = from;
  let until = end;
  while (start < until && isPunctuation(text.charCodeAt(start))) start++;
  while (until > start && isPunctuation(text.charCodeAt(until - 1))) until--;
  return [start, until];
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Spaces, and `( ) , ; ] }`. */
function isSeparator(code: number): boolean {
  return isSpace(code) || code === 40 || code === 41 || code === 44 || code === 59 || code === 93 || code === 125;
}

/** `. : ! ?` and the apostrophe. */
function isPunctuation(code: number): boolean {
  return code === 46 || code === 58 || code === 33 || code === 63 || code === 39;
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
