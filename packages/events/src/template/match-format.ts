/** A message's format, ready to be compared with messages. */
export interface CompiledFormat {
  /** What stands before, between and after what varies. */
  readonly literals: readonly string[];
  /** For every gap between two literals, whether it is a text to be masked by itself. */
  readonly masksGap: readonly boolean[];
  /** The whole with `<*>` in every gap; the answer, where nothing is to be masked. */
  readonly text: string;
  readonly hasText: boolean;
}

/** Takes a format apart. */
export function compileFormat(format: string): CompiledFormat {
  const pieces = format.trimEnd().split(/(<[*~]>)/);
  const literals = pieces.filter((_, index) => index % 2 === 0);
  const masksGap = pieces.filter((_, index) => index % 2 === 1).map((gap) => gap === '<~>');
  return { literals, masksGap, text: format.trimEnd(), hasText: masksGap.includes(true) };
}

/** The message by its format, or undefined when it was not written by it. */
export function matchFormat(
  { literals, masksGap, text, hasText }: CompiledFormat,
  message: string,
  mask: (part: string) => string,
): string | undefined {
  const first = literals[0] ?? '';
  if (!message.startsWith(first)) return undefined;
  let at = first.length;
  let written = first;
  for (let gap = 0; gap < masksGap.length; gap++) {
    const next = literals[gap + 1] ?? '';
    const isLast = gap === masksGap.length - 1;
    const end = isLast ? endOf(message, next, at) : message.indexOf(next, at);
    const mayBeEmpty = masksGap[gap] === true;
    if (end < at || (end === at && !mayBeEmpty)) return undefined;
    if (hasText) written += (masksGap[gap] ? mask(message.slice(at, end)) : '<*>') + next;
    at = end + next.length;
  }
  if (at !== message.length) return undefined;
  return hasText ? written : text;
}

/** Where the last gap ends: the literal behind it has to end the message. */
function endOf(message: string, last: string, at: number): number {
  if (!message.endsWith(last)) return -1;
  const end = message.length - last.length;
  return end < at ? -1 : end;
}
