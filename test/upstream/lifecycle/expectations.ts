import { duration, indexOf, isBefore, type Life, type Moment, momentsOf } from './moments.ts';

/** What a life lacks of what was expected; empty when it has all of it. */
export type Check = (life: Life, wanted: unknown) => readonly string[];

/**
 * The words in which the cases say what they expect. The first block is upstream's own
 * (test/e2e_node/container_lifecycle_pod_construction.go: Starts, DoesntStart, Exits, HasRestarted, RunTogether …).
 */
export const VERBS: Readonly<Record<string, Check>> = {
  /** Each of these containers has started. */
  starts: each((life, name) => happened(life, `${name} starts`)),
  doesNotStart: each((life, name) => never(life, `${name} starts`)),
  /** Each has ended by itself or after TERM; a process that is killed does not exit. */
  exits: each((life, name) => happened(life, `${name} exits`)),
  hasRestarted: each((life, name) => happened(life, `${name} starts (2)`)),
  hasNotRestarted: each((life, name) => [...happened(life, `${name} starts`), ...never(life, `${name} starts (2)`)]),
  /** Some run of each overlaps some run of each other. */
  runTogether: (life, names) => pairs(texts(names)).flatMap(([a, b]) => overlap(life, a, b)),

  /** All of these moments come, in this order. */
  inOrder: (life, phrases) => pairsInARow(texts(phrases)).flatMap(([a, b]) => inOrder(life, a, b)),
  happens: each(happened),
  neverHappens: each(never),
  /** What happens, or never does, from one moment to another or to the end of the play. */
  between: (life, wanted) => between(life, wanted as Between),
  /** How long it is from one moment to another: `{from, to, atLeast, atMost}`. */
  apart: (life, wanted) => apart(life, wanted as Apart),
  /** All of these moments lie within a second. */
  together: (life, phrases) => together(life, texts(phrases)),
};

interface Between {
  readonly from: string;
  readonly to?: string;
  readonly happens?: string | readonly string[];
  readonly neverHappens?: string | readonly string[];
}

interface Apart {
  readonly from: string;
  readonly to: string;
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** One text or several. */
export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((one) => {
    if (typeof one !== 'string') throw new Error(`expected a text, got ${JSON.stringify(one)}`);
    return one;
  });
}

/** A check for every one of a list of texts. */
export function each(check: (life: Life, text: string) => readonly string[]): Check {
  return (life, wanted) => texts(wanted).flatMap((text) => check(life, text));
}

function happened(life: Life, phrase: string): readonly string[] {
  return momentsOf(life, phrase).length > 0 ? [] : [`"${phrase}" does not happen`];
}

function never(life: Life, phrase: string): readonly string[] {
  const [first] = momentsOf(life, phrase);
  return first ? [`"${phrase}" happens at ${first.at} ms`] : [];
}

/** Both moments, or what is missing. */
function both(
  life: Life,
  [a, b]: readonly [string, string],
  say: (a: Moment, b: Moment) => readonly string[],
): readonly string[] {
  const [first] = momentsOf(life, a);
  const [second] = momentsOf(life, b);
  if (first && second) return say(first, second);
  return [...happened(life, a), ...happened(life, b)];
}

function inOrder(life: Life, a: string, b: string): readonly string[] {
  return both(life, [a, b], (first, second) =>
    isBefore(first, second) ? [] : [`"${a}" at ${first.at} ms is not before "${b}" at ${second.at} ms`],
  );
}

function apart(life: Life, { from, to, atLeast, atMost }: Apart): readonly string[] {
  if (atLeast === undefined && atMost === undefined) throw new Error('apart needs atLeast or atMost');
  return both(life, [from, to], (first, second) => {
    const ms = second.at - first.at;
    if (ms >= duration(atLeast ?? '0s') && ms <= duration(atMost ?? '9999h')) return [];
    return [`from "${from}" to "${to}" it is ${ms} ms, not ${atLeast ?? 'any'} to ${atMost ?? 'any'}`];
  });
}

function together(life: Life, phrases: readonly string[]): readonly string[] {
  return pairs(phrases).flatMap(([a, b]) =>
    both(life, [a, b], (first, second) =>
      Math.abs(first.at - second.at) <= 1000 ? [] : [`"${a}" at ${first.at} ms and "${b}" at ${second.at} ms`],
    ),
  );
}

function between(life: Life, { from, to, happens, neverHappens }: Between): readonly string[] {
  const [start] = momentsOf(life, from);
  const [end] = to === undefined ? [] : momentsOf(life, to);
  if (!start) return happened(life, from);
  if (to !== undefined && !end) return happened(life, to);
  const inside = (phrase: string) =>
    momentsOf(life, phrase).filter((m) => isBefore(start, m) && (!end || isBefore(m, end)));
  const span = `from "${from}" to ${to === undefined ? 'the end' : `"${to}"`}`;
  return [
    ...texts(happens ?? []).flatMap((p) => (inside(p).length > 0 ? [] : [`"${p}" does not happen ${span}`])),
    ...texts(neverHappens ?? []).flatMap((p) => (inside(p).length === 0 ? [] : [`"${p}" happens ${span}`])),
  ];
}

function overlap(life: Life, a: string, b: string): readonly string[] {
  const missing = [...happened(life, `${a} starts`), ...happened(life, `${b} starts`)];
  if (missing.length > 0) return missing;
  const runs = runsOf(life, b);
  const overlaps = runsOf(life, a).some((x) => runs.some((y) => x.from < y.to && y.from < x.to));
  return overlaps ? [] : [`${a} and ${b} never run together`];
}

/** From which place of the log to which a container ran, per attempt. */
function runsOf({ timeline }: Life, name: string): readonly { readonly from: number; readonly to: number }[] {
  indexOf(timeline, name);
  const { log } = timeline;
  return log.flatMap((entry, from) => {
    if (entry.container !== name || entry.what !== 'start') return [];
    const isEnd = (e: (typeof log)[number]) =>
      e.container === name && e.attempt === entry.attempt && (e.what === 'exit' || e.what === 'killed');
    const end = log.findIndex(isEnd);
    return [{ from, to: end < 0 ? Number.POSITIVE_INFINITY : end }];
  });
}

function pairs(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
}

function pairsInARow(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.slice(1).map((b, i) => [list[i] as string, b] as const);
}
