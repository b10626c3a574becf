import { goQuote } from '@outrigger/pod';

/** A status line with its headers. */
export interface AnswerHead {
  readonly status: number;
  /** HTTP/1.1 or later. */
  readonly isNew: boolean;
  /** By their names in small letters, one character for each byte. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** How many characters it took. */
  readonly length: number;
}

/**
 * Reads the head of an answer, of which every character is a byte; undefined when it is not all there. What is wrong with the
 * first line is told as soon as that is there, other things at the end (net/http/response.go at Go 1.26: ReadResponse).
 */
export function readHead(text: string): AnswerHead | { readonly unreadable: string } | undefined {
  const firstEnd = text.indexOf('\n');
  if (firstEnd < 0) return undefined;
  const first = readStatusLine(withoutReturn(text.slice(0, firstEnd)));
  if ('unreadable' in first) return first;
  // The empty line may follow at once.
  const rest = /^\r?\n|\n\r?\n/.exec(text.slice(firstEnd + 1));
  if (!rest) return undefined;
  const length = firstEnd + 1 + rest.index + rest[0].length;
  const headers = readHeaders(
    text
      .slice(firstEnd + 1, length)
      .split('\n')
      .map(withoutReturn),
  );
  return 'unreadable' in headers ? headers : { ...first, headers: headers.read, length };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** What Go says of a first line that is none. */
export function readStatusLine(line: string): Pick<AnswerHead, 'status' | 'isNew'> | { readonly unreadable: string } {
  const blank = line.indexOf(' ');
  if (blank < 0) return { unreadable: `malformed HTTP response ${quoted(line)}` };
  const version = line.slice(0, blank);
  const [code = ''] = line.slice(blank).trimStart().split(' ', 1);
  if (!/^\+?\d+$/.test(code) || code.length !== 3) return { unreadable: `malformed HTTP status code ${quoted(code)}` };
  const [, major, minor] = /^HTTP\/(\d)\.(\d)$/.exec(version) ?? [];
  if (major === undefined) return { unreadable: `malformed HTTP version ${quoted(version)}` };
  return { status: Number(code), isNew: Number(major) > 1 || (major === '1' && minor !== '0') };
}

/** net/textproto/reader.go: readMIMEHeader. */
function readHeaders(
  lines: readonly string[],
): { readonly read: AnswerHead['headers'] } | { readonly unreadable: string } {
  const read = new Map<string, readonly string[]>();
  if (/^[ \t]/.test(lines[0] ?? ''))
    return { unreadable: `malformed MIME header initial line: ${quoted(lines[0] ?? '')}` };
  for (const line of unfolded(lines)) {
    const colon = line.indexOf(':');
    if (colon < 0) return { unreadable: `malformed MIME header: missing colon: ${quoted(line)}` };
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
    if (!/^[\w!#$%&'*+\-.^`|~ ]*$/.test(name) || hasControlCharacter(value))
      return { unreadable: `malformed MIME header line: ${quoted(line)}` };
    const key = name.toLowerCase();
    read.set(key, [...(read.get(key) ?? []), value]);
  }
  return { read };
}

/** A line that begins with a blank goes on with the one before. */
function unfolded(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    if (line === '') continue;
    if (/^[ \t]/.test(line)) whole.push(`${(whole.pop() ?? '').trimEnd()} ${line.trim()}`);
    else whole.push(line);
  }
  return whole;
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => (character < ' ' && character !== '\t') || character === '\u007f');
}

function quoted(bytes: string): string {
  return goQuote(Buffer.from(bytes, 'latin1').toString('utf8'));
}
