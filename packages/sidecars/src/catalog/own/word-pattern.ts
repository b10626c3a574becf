import type { WordTest } from '../catalog-entry.ts';

/** What a user gives for a word of a command line: how to look for it, or why it is not taken. */
export type WordPattern =
  | { readonly ok: true; readonly pattern: WordTest }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/**
 * Reads `sidecar` as that word, by itself or between blanks, and `/^--mode=(a|b)$/` as a regular expression. Only expressions
 * are taken that no text can keep busy for long: a matcher that goes back tries every way to share a text out among repeats,
 * and manifests come from anywhere.
 */
export function readWordPattern(text: string): WordPattern {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return { ok: true, pattern: byLine(new RegExp(`(?:^|\\s)${escaped(text)}(?:\\s|$)`)) };
  if (!/^i?$/.test(flags))
    return { ok: false, message: `the flags "${flags}" are not taken`, hint: 'i is, for either case' };
  const objection = source.length > LONGEST ? TOO_LONG : objectionTo(source);
  if (objection) return { ok: false, ...objection };
  try {
    return { ok: true, pattern: byLine(new RegExp(source, flags)) };
  } catch (error) {
    const why = (error as Error).message.replace(/^Invalid regular expression: /, '');
    return {
      ok: false,
      message: `this is no regular expression: ${why}`,
      hint: 'a word without slashes is taken as it is',
    };
  }
}

/** A script is a word as well: it is looked at line by line, and no line further than anybody reads. */
function byLine(pattern: RegExp): WordTest {
  return {
    source: pattern.source,
    test: (word) => word.split('\n').some((line) => pattern.test(line.slice(0, LONGEST_LINE))),
  };
}

const LONGEST_LINE = 1000;
const LONGEST = 200;
/**
 * How many ways a text may be matched by the parts that repeat at most so often, or that are one of several. A part that
 * repeats without end tries each of them at every length, so it counts as some by itself.
 */
const MOST_WAYS = 64;
const ENDLESS_WAYS = 8;

interface Objection {
  readonly message: string;
  readonly hint: string;
}

const TOO_LONG: Objection = {
  message: `it is longer than ${LONGEST} characters`,
  hint: 'shorten it, or make two entries',
};
const LOOKS_AROUND: Objection = {
  message: 'it looks around or back, which can take very long',
  hint: 'leave out (?=…), (?!…), (?<…) and \\1',
};
const NESTED: Objection = {
  message: 'it repeats something that repeats or has a choice, which can take very long',
  hint: 'repeat single characters and sets only, such as [a-z-]*',
};
const REPEATS: Objection = {
  message: 'more than one part of it repeats without end, which can take very long',
  hint: 'leave out what any text fits, such as .* at either end',
};
const WAYS: Objection = {
  message: 'there are too many ways to match it, which can take very long',
  hint: 'leave out some of the choices',
};

/** Escapes and sets count as one character each. */
const TOKENS = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|\(\?.|[()|]|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gs;

/** A group that is being read, or has just been closed. */
interface Group {
  /** Whether nothing in it repeats and it has no choice. */
  isSimple: boolean;
  choices: number;
}

/** Why an expression is not taken: it repeats something that is not simple, or too much of it repeats. */
function objectionTo(source: string): Objection | undefined {
  const open: Group[] = [];
  let group = newGroup();
  let before = newGroup();
  let endless = 0;
  let ways = 1;
  for (const [token] of source.matchAll(TOKENS)) {
    if (/^\\[1-9k]/.test(token) || (token.startsWith('(?') && token !== '(?:')) return LOOKS_AROUND;
    if (token.startsWith('(')) {
      open.push(group);
      group = newGroup();
    } else if (token === ')') {
      before = group;
      ways *= before.choices;
      group = open.pop() ?? newGroup();
      group.isSimple &&= before.isSimple;
    } else if (token === '|') {
      group.choices += 1;
      group.isSimple = false;
    } else {
      const repeat = repeatOf(token);
      if (repeat && !before.isSimple && repeat.most > 1) return NESTED;
      if (repeat?.most === Number.POSITIVE_INFINITY) endless += 1;
      else if (repeat) ways *= repeat.most - repeat.least + 1;
      if (repeat) group.isSimple = false;
      before = newGroup();
    }
  }
  if (endless > 1) return REPEATS;
  return ways * group.choices * ENDLESS_WAYS ** endless > MOST_WAYS ? WAYS : undefined;
}

function newGroup(): Group {
  return { isSimple: true, choices: 1 };
}

function repeatOf(token: string): { readonly least: number; readonly most: number } | undefined {
  if (token.length > 1 && token.startsWith('{')) {
    const [, least = '0', comma, most] = /^\{(\d+)(,?)(\d*)/.exec(token) ?? [];
    const end = comma ? (most ? Number(most) : Number.POSITIVE_INFINITY) : Number(least);
    return { least: Number(least), most: end };
  }
  if (!/^[*+?]\??$/.test(token)) return undefined;
  return { least: token.startsWith('+') ? 1 : 0, most: token.startsWith('?') ? 1 : Number.POSITIVE_INFINITY };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
