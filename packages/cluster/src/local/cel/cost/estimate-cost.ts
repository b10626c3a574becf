import type { ASTNode } from '@marcbachmann/cel-js';
import { callCost } from './call-cost.ts';
import { type Entry, type Estimate, itemOf, sizeOf, TRAVERSAL } from './estimate.ts';
import { isMacro, macroCost } from './macro-cost.ts';
import { byFactor, exactly, plus, type Range, union } from './range.ts';
import type { SizedType } from './sized-type.ts';

/** What an expression costs at most, as cel-go's checker reckons (cel-go checker/cost.go Cost@0.26); every variable has the type of `self`. */
export function estimateCost(ast: ASTNode, self: SizedType): number {
  const scope: Scope = { root: self, variables: new Map() };
  return costOf(ast, scope).cost.max;
}

/** What is known where an expression stands. */
export interface Scope {
  readonly root: SizedType;
  /** Those that macros bring; all others are places of the schema. */
  readonly variables: ReadonlyMap<string, Omit<Estimate, 'cost'>>;
}

/** The estimate of a part and everything in it. */
export function costOf(node: ASTNode, scope: Scope): Estimate {
  switch (node.op) {
    case 'value':
      return ofLiteral(node.args);
    case 'id':
      return { kind: scope.root.kind, place: scope.root, ...scope.variables.get(node.args), cost: exactly(1) };
    case '.':
      return ofField(costOf(node.args[0], scope), node.args[1], scope);
    case '.?':
      return { cost: plus(costOf(node.args[0], scope).cost, exactly(1)), kind: 'opaque' };
    case '[]':
      return ofIndex(node.args, scope);
    case '[?]':
      return { cost: plus(...node.args.map((arg) => costOf(arg, scope).cost), exactly(1)), kind: 'opaque' };
    case 'list':
      return ofList(node.args.map((item) => costOf(item, scope)));
    case 'map':
      return ofMap(node.args.flat().map((part) => costOf(part, scope)));
    case '!_':
      return { cost: plus(costOf(node.args, scope).cost, exactly(1)), kind: 'bool' };
    case '-_':
      return { cost: plus(costOf(node.args, scope).cost, exactly(1)), kind: 'int' };
    case '?:':
      return ofChoice(node.args.map((arg) => costOf(arg, scope)));
    case '||':
    case '&&': {
      const [left, right] = node.args.map((arg) => costOf(arg, scope).cost) as [Range, Range];
      return { cost: { min: left.min, max: plus(left, right).max }, kind: 'bool' };
    }
    case 'call':
    case 'rcall':
      return ofCall(node, scope);
    default:
      return ofOperator(node.op, node.args.map((arg) => costOf(arg, scope)) as [Estimate, Estimate]);
  }
}

function ofLiteral(value: unknown): Estimate {
  const cost = exactly(0);
  if (typeof value === 'string') return { cost, kind: 'string', size: exactly([...value].length) };
  if (value instanceof Uint8Array) return { cost, kind: 'bytes', size: exactly(value.length) };
  const kind = typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'double' : 'int';
  return { cost, kind, size: exactly(1) };
}

function ofField({ cost, kind, place }: Estimate, name: string, { root }: Scope): Estimate {
  const isCounted = kind === 'map' || kind === 'object';
  const total = isCounted ? plus(cost, exactly(1)) : cost;
  // Upstream begins at the whole again where it has lost the path.
  const own = place === undefined ? root : place === 'lost' ? 'lost' : fieldOf(place, name);
  return { cost: total, place: own, kind: typeof own === 'object' && place !== undefined ? own.kind : 'dyn' };
}

function fieldOf(place: SizedType, name: string): SizedType | 'lost' {
  // A map's entries are fields to those who know their names, but not to the estimator.
  return place.fields?.get(name) ?? 'lost';
}

function ofIndex(args: readonly [ASTNode, ASTNode], scope: Scope): Estimate {
  const [list, index] = args.map((arg) => costOf(arg, scope)) as [Estimate, Estimate];
  return { ...itemOf(list, scope.root), cost: plus(list.cost, index.cost, exactly(1)) };
}

function ofList(items: readonly Estimate[]): Estimate {
  const values = items.map(sizeOf);
  const entry: Entry = { keys: exactly(1), values: values.length === 0 ? exactly(0) : values.reduce(union) };
  const cost = plus(...items.map((item) => item.cost), exactly(10));
  return { cost, kind: 'list', size: exactly(items.length), entry, itemKind: items[0]?.kind };
}

function ofMap(parts: readonly Estimate[]): Estimate {
  const sizes = (isWanted: (at: number) => boolean): Range => {
    const found = parts.filter((_, at) => isWanted(at)).map(sizeOf);
    return found.length === 0 ? exactly(0) : found.reduce(union);
  };
  const entry: Entry = { keys: sizes((at) => at % 2 === 0), values: sizes((at) => at % 2 === 1) };
  const cost = plus(...parts.map((part) => part.cost), exactly(30));
  return { cost, kind: 'map', size: exactly(parts.length / 2), entry };
}

function ofChoice([asked, yes, no]: readonly Estimate[]): Estimate {
  if (asked === undefined || yes === undefined || no === undefined) return { cost: exactly(0), kind: 'dyn' };
  const entry = joined(yes.entry, no.entry);
  const cost = plus(asked.cost, union(yes.cost, no.cost));
  return { cost, kind: yes.kind, size: union(sizeOf(yes), sizeOf(no)), entry, itemKind: yes.itemKind };
}

/** Both, where both are known. */
export function joined(one: Entry | undefined, other: Entry | undefined): Entry | undefined {
  if (one === undefined || other === undefined) return undefined;
  return { keys: union(one.keys, other.keys), values: union(one.values, other.values) };
}

function ofCall(node: ASTNode & { op: 'call' | 'rcall' }, scope: Scope): Estimate {
  if (isMacro(node)) return macroCost(node, scope);
  const [name, receiver, given] = node.op === 'rcall' ? node.args : [node.args[0], undefined, node.args[1]];
  const target = receiver === undefined ? undefined : costOf(receiver, scope);
  const args = given.map((arg) => costOf(arg, scope));
  if (name === 'dyn' && args[0] !== undefined) return { ...args[0], cost: plus(args[0].cost, exactly(1)) };
  const { cost, ...made } = callCost({ name, target, args, root: scope.root });
  return { ...made, cost: plus(target?.cost ?? exactly(0), ...args.map((arg) => arg.cost), cost) };
}

const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

function ofOperator(operator: string, [left, right]: readonly [Estimate, Estimate]): Estimate {
  const args = plus(left.cost, right.cost);
  const isText = [left, right].some(({ kind }) => kind === 'string' || kind === 'bytes');
  if (operator === 'in') {
    const isList = right.kind !== 'map';
    return { cost: plus(args, isList ? sizeOf(right) : exactly(1)), kind: 'bool' };
  }
  if (operator === '==' || operator === '!=' || (ORDER.has(operator) && isText)) {
    return { cost: plus(args, comparison(sizeOf(left), sizeOf(right))), kind: 'bool' };
  }
  if (ORDER.has(operator)) return { cost: plus(args, exactly(1)), kind: 'bool' };
  if (operator !== '+' || !(isText || left.kind === 'list')) {
    return { cost: plus(args, exactly(1)), kind: left.kind };
  }
  const size = plus(sizeOf(left), sizeOf(right));
  const cost = left.kind === 'list' ? exactly(1) : byFactor(size, TRAVERSAL);
  const entry = joined(left.entry, right.entry);
  return { cost: plus(args, cost), kind: left.kind, size, entry, itemKind: left.itemKind };
}

/** Two values differ where the shorter one ends, at the latest. */
function comparison(one: Range, other: Range): Range {
  const max = Math.min(one.max, other.max);
  return byFactor({ min: max > 0 ? 1 : 0, max }, TRAVERSAL);
}
