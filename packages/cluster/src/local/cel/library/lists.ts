import type { Environment } from '@marcbachmann/cel-js';

/** Lists as Kubernetes extends them (apiserver pkg/cel/library/lists.go@1.36), with the sets and the flattening of cel-go's extensions. */
export function withLists(environment: Environment): Environment {
  return environment
    .registerFunction('list<dyn>.isSorted(): bool', (list: List) =>
      list.every((item, at) => at === 0 || compare(list[at - 1], item) <= 0),
    )
    .registerFunction('list<dyn>.sum(): dyn', (list: List) => list.reduce(add, 0n))
    .registerFunction('list<dyn>.min(): dyn', (list: List) => extreme(list, 'min', -1))
    .registerFunction('list<dyn>.max(): dyn', (list: List) => extreme(list, 'max', 1))
    .registerFunction('list<dyn>.indexOf(dyn): int', (list: List, item: unknown) =>
      BigInt(list.findIndex((one) => isEqual(one, item))),
    )
    .registerFunction('list<dyn>.lastIndexOf(dyn): int', (list: List, item: unknown) =>
      BigInt(list.findLastIndex((one) => isEqual(one, item))),
    )
    .registerFunction('list<dyn>.distinct(): list<dyn>', (list: List) =>
      list.filter((item, at) => list.findIndex((one) => isEqual(one, item)) === at),
    )
    .registerFunction('list<dyn>.sort(): list<dyn>', (list: List) => [...list].sort(compare))
    .registerFunction('list<dyn>.reverse(): list<dyn>', (list: List) => [...list].reverse())
    .registerFunction('list<dyn>.flatten(): list<dyn>', (list: List) => list.flat())
    .registerFunction('list<dyn>.slice(int, int): list<dyn>', (list: List, from: bigint, to: bigint) =>
      list.slice(Number(from), Number(to)),
    )
    .registerType('SetsLibrary', SetsLibrary)
    .registerConstant('sets', 'SetsLibrary', new SetsLibrary())
    .registerFunction('SetsLibrary.contains(list<dyn>, list<dyn>): bool', (_: unknown, list: List, part: List) =>
      isIn(part, list),
    )
    .registerFunction(
      'SetsLibrary.equivalent(list<dyn>, list<dyn>): bool',
      (_: unknown, a: List, b: List) => isIn(a, b) && isIn(b, a),
    )
    .registerFunction('SetsLibrary.intersects(list<dyn>, list<dyn>): bool', (_: unknown, a: List, b: List) =>
      a.some((item) => b.some((other) => isEqual(item, other))),
    );
}

type List = readonly unknown[];

/** `sets.contains(…)`: a name before functions is a value to the library. */
class SetsLibrary {}

function isIn(part: List, list: List): boolean {
  return part.every((item) => list.some((one) => isEqual(one, item)));
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isNumber(one) && isNumber(other)) return Number(one) === Number(other);
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
  return typeof one === 'object' && typeof other === 'object' && text(one) === text(other);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function compare(one: unknown, other: unknown): number {
  const [a, b] = [one, other] as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
}

function add(sum: unknown, item: unknown): unknown {
  if (typeof item === 'number') return Number(sum) + item;
  return (sum as bigint) + (item as bigint);
}

function extreme(list: List, name: string, sign: number): unknown {
  if (list.length === 0) throw new Error(`${name} called on empty list`);
  return list.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best));
}
