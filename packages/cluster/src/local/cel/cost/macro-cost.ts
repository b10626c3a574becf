import type { ASTNode } from '@marcbachmann/cel-js';
import { type Estimate, itemOf, sizeOf } from './estimate.ts';
import { costOf, joined, type Scope } from './estimate-cost.ts';
import { exactly, plus, type Range, times, union } from './range.ts';
import { KEYS } from './sized-type.ts';

type Call = ASTNode & { op: 'call' | 'rcall' };

/** Whether a call is only a way to write something else. */
export function isMacro(node: Call): boolean {
  if (node.op === 'call') return node.args[0] === 'has';
  const [name, receiver, args] = node.args;
  if (name === 'bind') return receiver.op === 'id' && receiver.args === 'cel';
  return name in folds && args[0]?.op === 'id' && args.length > 1;
}

/** What a macro costs by what upstream's parser makes of it (cel-go parser/macro.go, checker/cost.go costComprehension@0.26). */
export function macroCost(node: Call, scope: Scope): Estimate {
  if (node.op === 'call') return ofPresence(node.args[1][0], scope);
  const [name, receiver, args] = node.args;
  if (name === 'bind') return ofBinding(args, scope);
  const range = costOf(receiver, scope);
  const names = args.slice(0, args.length > 2 && args[1]?.op === 'id' ? 2 : 1).map(({ args: own }) => String(own));
  // With three arguments it is either two variables, or a condition in front.
  const isFiltered = name === 'map' && args.length === 3;
  const variables = new Map(scope.variables);
  for (const [at, variable] of (isFiltered ? names.slice(0, 1) : names).entries()) {
    variables.set(variable, loopVariable(range, { isKey: at === 0 && (names.length === 2 || isMap(range)) }, scope));
  }
  const inner = { ...scope, variables };
  const [body, second] = args.slice(isFiltered ? 1 : names.length).map((arg) => costOf(arg, inner));
  const fold = folds[name as keyof typeof folds];
  if (body === undefined || fold === undefined) return { cost: range.cost, kind: 'dyn' };
  const { init, each, result, makes } = fold(body, second);
  const count = sizeOf(range);
  const cost = plus(range.cost, init, result, times(count, each));
  if (makes === undefined) return { cost, kind: 'bool', size: exactly(1) };
  const filled = {
    keys: exactly(1),
    values: makes === 'same' ? sizeOf({ ...itemOf(range, scope.root), cost }) : makes,
  };
  const entry = joined({ keys: exactly(1), values: exactly(0) }, filled);
  const itemKind = makes === 'same' ? itemOf(range, scope.root).kind : (second ?? body).kind;
  return { cost, kind: 'list', size: count, entry, itemKind };
}

function isMap({ kind }: Estimate): boolean {
  return kind === 'map' || kind === 'object';
}

function loopVariable(
  range: Estimate,
  { isKey }: { readonly isKey: boolean },
  { root }: Scope,
): Omit<Estimate, 'cost'> {
  if (!isKey) return itemOf(range, root);
  if (!isMap(range)) return { kind: 'int', place: undefined };
  return { kind: 'string', place: range.place === undefined ? root : KEYS };
}

/** `has` costs what it takes to come there. */
function ofPresence(asked: ASTNode | undefined, scope: Scope): Estimate {
  const holder = asked?.op === '.' || asked?.op === '.?' ? asked.args[0] : undefined;
  return { cost: holder === undefined ? exactly(0) : costOf(holder, scope).cost, kind: 'bool' };
}

/** `cel.bind`: made once, and used under a name. */
function ofBinding([name, value, body]: readonly ASTNode[], scope: Scope): Estimate {
  if (name?.op !== 'id' || value === undefined || body === undefined) return { cost: exactly(0), kind: 'dyn' };
  const { cost, ...bound } = costOf(value, scope);
  const inner = costOf(body, { ...scope, variables: new Map([...scope.variables, [name.args, bound]]) });
  return { ...inner, cost: plus(exactly(10), cost, inner.cost) };
}

interface Fold {
  readonly init: Range;
  /** Step and condition of one turn. */
  readonly each: Range;
  readonly result: Range;
  /** Of a list that is made: the sizes of its items. */
  readonly makes?: Range | 'same';
}

const EMPTY_LIST = exactly(10);
const ONE = exactly(1);

/** A list that one item is added to: the name, the item in a list of its own, and the sum. */
function appended(item: Range): Range {
  return plus(exactly(12), item);
}

function chosen(asked: Range, yes: Range, no: Range): Range {
  return plus(asked, union(yes, no));
}

const folds: Readonly<Record<string, (body: Estimate, second: Estimate | undefined) => Fold>> = {
  all: ({ cost }) => ({
    init: exactly(0),
    each: plus({ min: 1, max: plus(ONE, cost).max }, exactly(2)),
    result: ONE,
  }),
  exists: ({ cost }) => ({
    init: exactly(0),
    each: plus({ min: 1, max: plus(ONE, cost).max }, exactly(3)),
    result: ONE,
  }),
  exists_one: ({ cost }) => ({ init: exactly(0), each: chosen(cost, exactly(2), ONE), result: exactly(2) }),
  existsOne: ({ cost }) => ({ init: exactly(0), each: chosen(cost, exactly(2), ONE), result: exactly(2) }),
  filter: ({ cost }) => ({
    init: EMPTY_LIST,
    each: chosen(cost, appended(ONE), ONE),
    result: ONE,
    makes: 'same',
  }),
  map: (body, second) => ({
    init: EMPTY_LIST,
    each: second === undefined ? appended(body.cost) : chosen(body.cost, appended(second.cost), ONE),
    result: ONE,
    makes: sizeOf(second ?? body),
  }),
};
