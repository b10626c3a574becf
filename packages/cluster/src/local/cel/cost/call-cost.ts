import { type Estimate, itemOf, sizeOf, TRAVERSAL } from './estimate.ts';
import { byFactor, exactly, plus, type Range, times } from './range.ts';
import type { Kind, SizedType } from './sized-type.ts';

/** A call, with what is known of its parts. */
export interface CallParts {
  readonly name: string;
  readonly target: Estimate | undefined;
  readonly args: readonly Estimate[];
  readonly root: SizedType;
}

/** What a call costs beside its arguments, and what it gives (apiserver pkg/cel/library/cost.go@1.36, cel-go checker/cost.go@0.26). */
export function callCost(call: CallParts): Omit<Estimate, 'place'> {
  const found = costs[call.name]?.(call);
  return { kind: results[call.name] ?? 'dyn', ...lists[call.name], ...(found ?? { cost: exactly(1) }) };
}

type Found = Pick<Estimate, 'cost' | 'size'> & { readonly kind?: Kind };
type Cost = (call: CallParts) => Found | undefined;

const one = (): Found => ({ cost: exactly(1) });
const first = ({ args: [arg] }: CallParts): Range => (arg === undefined ? exactly(1) : sizeOf(arg));
const own = ({ target }: CallParts): Range => (target === undefined ? exactly(1) : sizeOf(target));
const look = (size: Range, factor = TRAVERSAL): Found => ({ cost: byFactor(size, factor) });
/** A text that is changed, and stays about as long. */
const changed: Cost = (call) => ({ ...look(own(call)), size: own(call) });
const read: Cost = (call) => (call.args.length > 0 ? look(first(call)) : undefined);
/** The parser of regular expressions costs by their length. */
const PATTERN = 0.25;

const search: Cost = (call) => {
  const text = byFactor(plus(own(call), exactly(1)), TRAVERSAL);
  return { cost: times(text, byFactor(first(call), PATTERN)) };
};

/** Looks at every item; at every character of it, too, where items are texts. */
const overItems: Cost = ({ target, root }) => {
  if (target === undefined) return undefined;
  if (target.kind !== 'list') return look(sizeOf(target));
  const item = { cost: exactly(0), ...itemOf(target, root) };
  const isText = item.kind === 'string' || item.kind === 'bytes';
  const each = isText ? plus(exactly(1), byFactor(sizeOf(item), TRAVERSAL)) : exactly(1);
  return { cost: times(sizeOf(target), each) };
};

const replace: Cost = (call) => {
  const [before, after] = [first(call), call.args[1]];
  if (after === undefined) return undefined;
  const size = own(call);
  const put = sizeOf(after);
  const most =
    before.min === 0 ? size.max + 1 : put.max <= before.min ? 0 : Math.ceil(size.max / Math.max(1, before.min));
  const least =
    before.max === 0 ? size.min + 1 : before.max <= put.min ? 0 : Math.ceil(size.min / Math.max(1, before.max));
  const kept = {
    min: before.max === 0 || before.max <= put.min ? size.min : 0,
    max: before.min === 0 || put.max <= before.min ? size.max : 0,
  };
  return { ...look(size, 2 * TRAVERSAL), size: plus(times({ min: least, max: most }, put), kept) };
};

const join: Cost = (call) => {
  const { target, root } = call;
  if (target === undefined) return undefined;
  const count = sizeOf(target);
  const texts = times(count, sizeOf({ cost: exactly(0), ...itemOf(target, root) }));
  const between = { min: Math.max(0, count.min - 1), max: Math.max(0, count.max - 1) };
  const size = call.args.length > 0 ? plus(texts, times(first(call), between)) : texts;
  return { ...look(size), size };
};

const ADDRESS: Range = { min: 4, max: 16 };

const costs: Readonly<Record<string, Cost>> = {
  matches: search,
  find: (call) => ({ ...search(call), cost: search(call)?.cost ?? exactly(1), size: { min: 0, max: own(call).max } }),
  findAll: (call) => ({ cost: search(call)?.cost ?? exactly(1), size: { min: 0, max: own(call).max } }),
  contains: (call) => ({ cost: times(byFactor(own(call), TRAVERSAL), byFactor(first(call), TRAVERSAL)) }),
  startsWith: read,
  endsWith: read,
  format: (call) => look(own(call)),
  isSorted: overItems,
  sum: overItems,
  max: overItems,
  min: overItems,
  indexOf: overItems,
  lastIndexOf: overItems,
  url: (call) => ({ ...look(first(call)), size: first(call) }),
  lowerAscii: changed,
  upperAscii: changed,
  substring: changed,
  trim: changed,
  replace,
  split: (call) => ({ ...look(own(call), 2 * TRAVERSAL), size: { min: 0, max: own(call).max } }),
  join,
  cidr: read,
  isIP: read,
  isCIDR: read,
  ip: (call) => (call.target === undefined ? read(call) : one()),
  isCanonical: (call) => look(first(call), 2 * TRAVERSAL),
  containsIP: (call) => ({ cost: plus(byFactor(plus(ADDRESS, ADDRESS), TRAVERSAL), ofText(call)) }),
  containsCIDR: (call) => {
    const compared = byFactor(plus(ADDRESS, ADDRESS), TRAVERSAL);
    return { cost: plus(compared, byFactor(ADDRESS, TRAVERSAL), exactly(1), ofText(call)) };
  },
  quantity: read,
  isQuantity: read,
  semver: read,
  isSemver: read,
  validate: (call) => ({ cost: byFactor(byFactor(first(call), TRAVERSAL), 128 * PATTERN) }),
  check: () => ({ cost: exactly(350_000) }),
  bytes: (call) => ({ ...look(first(call)), size: { min: first(call).min, max: first(call).max * 4 } }),
};

/** An address as text is read first. */
function ofText(call: CallParts): Range {
  return call.args[0]?.kind === 'string' ? byFactor(first(call), TRAVERSAL) : exactly(0);
}

/** What functions give, where it matters to those around them. */
const results: Readonly<Record<string, Kind>> = Object.fromEntries(
  Object.entries({
    bool: 'matches contains startsWith endsWith isSorted isURL isIP isCIDR isQuantity isSemver isInteger isGreaterThan isLessThan containsIP containsCIDR hasValue bool allowed',
    string:
      'lowerAscii upperAscii substring trim replace join find charAt format string getScheme getHost getHostname getPort getEscapedPath',
    int: 'size indexOf lastIndexOf int sign asInteger compareTo major minor patch prefixLength family getHours getMinutes getSeconds getFullYear',
    double: 'double asApproximateFloat',
    list: 'split findAll',
    duration: 'duration',
    timestamp: 'timestamp',
    bytes: 'bytes',
    opaque: 'quantity url ip cidr semver optional',
    map: 'getQuery',
  } satisfies Partial<Record<Kind, string>>).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind as Kind]),
  ),
);

const lists: Readonly<Record<string, Pick<Estimate, 'itemKind'>>> = {
  split: { itemKind: 'string' },
  findAll: { itemKind: 'string' },
};
