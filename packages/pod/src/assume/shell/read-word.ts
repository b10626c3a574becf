import type { Cursor } from './cursor.ts';
import type { Word, WordPart } from './syntax.ts';

/** Reads the word at the cursor; undefined when there is none or when it never ends (an open quote). */
export function readWord(cursor: Cursor): Word | undefined {
  const parts: WordPart[] = [];
  const from = cursor.at;
  while (!cursor.isDone()) {
    const char = cursor.peek();
    if (endsWord.test(char)) break;
    const part = readPart(cursor, char);
    if (!part) return undefined;
    parts.push(...part);
  }
  return cursor.at > from ? joinText(parts) : undefined;
}

const endsWord = /[\s;&|<>()]/;

function readPart(cursor: Cursor, char: string): readonly WordPart[] | undefined {
  switch (char) {
    case "'": {
      const text = cursor.between("'", "'");
      return text === undefined ? undefined : [{ is: 'text', text }];
    }
    case '"':
      return readDoubleQuoted(cursor);
    case '\\': {
      const [, next = ''] = cursor.take(2);
      return next === '\n' ? [] : [{ is: 'text', text: next }];
    }
    case '$':
      return readDollar(cursor, false);
    case '`':
      return cursor.between('`', '`') === undefined ? undefined : [{ is: 'unknown' }];
    case '*':
    case '?':
      // A pattern: only the container's files tell what becomes of it.
      cursor.take(1);
      return [{ is: 'unknown' }];
    default:
      // bash makes several words of {1..5}, sh does not.
      if (cursor.match(/\{[^{}\s]*(?:\.\.|,)[^{}\s]*\}/y)) return [{ is: 'unknown' }];
      return [{ is: 'text', text: cursor.take(1) }];
  }
}

function readDoubleQuoted(cursor: Cursor): readonly WordPart[] | undefined {
  cursor.take(1);
  const parts: WordPart[] = [{ is: 'text', text: '' }];
  while (!cursor.isDone()) {
    const char = cursor.peek();
    if (char === '"') {
      cursor.take(1);
      return parts;
    }
    if (char === '$') {
      const dollar = readDollar(cursor, true);
      if (!dollar) return undefined;
      parts.push(...dollar);
    } else if (char === '`') {
      if (cursor.between('`', '`') === undefined) return undefined;
      parts.push({ is: 'unknown' });
    } else if (char === '\\') {
      const both = cursor.take(2);
      const next = both.slice(1);
      parts.push({ is: 'text', text: '$`"\\'.includes(next) ? next : next === '\n' ? '' : both });
    } else parts.push({ is: 'text', text: cursor.take(1) });
  }
  return undefined;
}

function readDollar(cursor: Cursor, quoted: boolean): readonly WordPart[] | undefined {
  const variable = cursor.match(/\$([A-Za-z_]\w*|[?!$#@*0-9-])/y) ?? cursor.match(/\$\{([A-Za-z_]\w*)\}/y);
  if (variable) return [{ is: 'variable', name: variable[1] ?? '', otherwise: undefined, quoted }];
  const withDefault = cursor.match(/\$\{([A-Za-z_]\w*):?-([^${}`'"]*)\}/y);
  if (withDefault) return [{ is: 'variable', name: withDefault[1] ?? '', otherwise: withDefault[2] ?? '', quoted }];
  const sequence = cursor.match(/\$\(\s*seq\s+(?:(\d+)\s+)?(\d+)\s*\)/y);
  if (sequence) return [{ is: 'sequence', from: Number(sequence[1] ?? 1), to: Number(sequence[2]) }];
  const open = cursor.peek(1);
  if (open === '(') {
    cursor.take(1);
    return cursor.balanced('(', ')') ? [{ is: 'unknown' }] : undefined;
  }
  if (open === '{') {
    cursor.take(1);
    return cursor.balanced('{', '}') ? [{ is: 'unknown' }] : undefined;
  }
  if (open === "'" && !quoted) {
    cursor.take(1);
    return cursor.between("'", "'") === undefined ? undefined : [{ is: 'unknown' }];
  }
  return [{ is: 'text', text: cursor.take(1) }];
}

function joinText(parts: readonly WordPart[]): Word {
  const joined: WordPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.is === 'text' && last?.is === 'text')
      joined[joined.length - 1] = { is: 'text', text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
