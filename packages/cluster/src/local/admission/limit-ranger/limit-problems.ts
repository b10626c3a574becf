import { compareQuantities, printQuantity, type Quantity, readQuantity } from '@outrigger/pod';

/** Amounts by name, as they are written. */
export type Amounts = { readonly [name: string]: string | number | undefined };

/** One item of a LimitRange. */
export interface LimitItem {
  readonly type?: string;
  readonly min?: Amounts;
  readonly max?: Amounts;
  readonly default?: Amounts;
  readonly defaultRequest?: Amounts;
  readonly maxLimitRequestRatio?: Amounts;
}

/** What is measured; claims have no limits, and their requests are held to the maximum. */
export interface Measured {
  readonly requests: ReadonlyMap<string, Quantity>;
  readonly limits: ReadonlyMap<string, Quantity> | undefined;
}

/** Amounts as they can be compared. */
export function toAmounts(written: Amounts = {}): ReadonlyMap<string, Quantity> {
  return new Map(Object.entries(written).map(([name, amount = 0]) => [name, readQuantity(amount)]));
}

/** What a limit has against these amounts, in the words of plugin/pkg/admission/limitranger@1.36. */
export function limitProblems(item: LimitItem, { requests, limits }: Measured): readonly string[] {
  const check = (amounts: Amounts | undefined, problem: (one: Checked) => string | undefined) =>
    [...toAmounts(amounts)].flatMap(([name, enforced]) => {
      const one = { type: item.type ?? '', name, enforced, request: requests.get(name), limit: limits?.get(name) };
      return problem(one) ?? [];
    });
  return [
    ...check(item.min, minProblem),
    ...check(item.max, limits === undefined ? maxRequestProblem : maxProblem),
    ...check(item.maxLimitRequestRatio, ratioProblem),
  ];
}

interface Checked {
  readonly type: string;
  readonly name: string;
  readonly enforced: Quantity;
  readonly request: Quantity | undefined;
  readonly limit: Quantity | undefined;
}

function minProblem({ type, name, enforced, request, limit }: Checked): string | undefined {
  const bound = `minimum ${name} usage per ${type} is ${printQuantity(enforced)}`;
  if (request === undefined) return `${bound}.  No request is specified`;
  if (compareQuantities(request, enforced) < 0) return `${bound}, but request is ${printQuantity(request)}`;
  if (limit && compareQuantities(limit, enforced) < 0) return `${bound}, but limit is ${printQuantity(limit)}`;
  return undefined;
}

function maxProblem({ type, name, enforced, request, limit }: Checked): string | undefined {
  const bound = `maximum ${name} usage per ${type} is ${printQuantity(enforced)}`;
  if (limit === undefined) return `${bound}.  No limit is specified`;
  if (compareQuantities(limit, enforced) > 0) return `${bound}, but limit is ${printQuantity(limit)}`;
  if (request && compareQuantities(request, enforced) > 0) return `${bound}, but request is ${printQuantity(request)}`;
  return undefined;
}

function maxRequestProblem({ type, name, enforced, request }: Checked): string | undefined {
  const bound = `maximum ${name} usage per ${type} is ${printQuantity(enforced)}`;
  if (request === undefined) return `${bound}.  No request is specified`;
  return compareQuantities(request, enforced) > 0 ? `${bound}, but request is ${printQuantity(request)}` : undefined;
}

function ratioProblem({ type, name, enforced, request, limit }: Checked): string | undefined {
  const bound = `${name} max limit to request ratio per ${type} is ${printQuantity(enforced)}`;
  if (!request || request.nanos === 0n) return `${bound}, but no request is specified or request is 0`;
  if (!limit || limit.nanos === 0n) return `${bound}, but no limit is specified or limit is 0`;
  const ratio = Number(limit.nanos) / Number(request.nanos);
  return ratio > Number(enforced.nanos) / 1e9 ? `${bound}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
