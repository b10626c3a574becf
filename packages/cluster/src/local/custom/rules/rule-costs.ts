import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { celEnvironment } from '../../cel/base-environment.ts';
import { estimateCost } from '../../cel/cost/estimate-cost.ts';
import { product } from '../../cel/cost/range.ts';
import type { SizedType } from '../../cel/cost/sized-type.ts';
import { LARGEST_REQUEST } from './sized-schema.ts';

/** What all rules of a schema cost together, and which of them cost the most. */
export interface RuleCosts {
  total: number;
  highest: readonly { readonly path: FieldPath; readonly cost: number }[];
}

/** Nothing yet. */
export function noCosts(): RuleCosts {
  return { total: 0, highest: [] };
}

/** An expression and where it stands. */
export interface CostlyExpression {
  readonly text: string;
  readonly self: SizedType;
  readonly path: FieldPath;
  /** `rule` or `messageExpression`. */
  readonly what: string;
  /** How often it may be run for one object; undefined where nobody says. */
  readonly times: number | undefined;
}

/** StaticEstimatedCostLimit and StaticEstimatedCRDCostLimit in apiextensions pkg/apis/apiextensions/validation@1.36. */
const [LIMIT, TOTAL_LIMIT] = [10_000_000, 100_000_000];

/** Adds up what an expression may cost, and refuses one that may cost too much. */
export function countCost(
  { text, self, path, what, times }: CostlyExpression,
  costs: RuleCosts,
  errors: FieldErrors,
): void {
  const once = estimateCost(celEnvironment().parse(text).ast, self);
  const cost = product(once, times ?? Math.floor(LARGEST_REQUEST / (self.least + 1)));
  if (cost > LIMIT) errors.forbidden(path, tooCostly(`estimated ${what} cost`, cost / LIMIT));
  costs.total += cost;
  // Only what is a hundredth of all that is allowed is told, the four dearest first.
  if (cost < TOTAL_LIMIT / 100) return;
  costs.highest = [...costs.highest, { path, cost }].sort((a, b) => b.cost - a.cost).slice(0, 4);
}

/** Refuses a schema whose rules may cost too much together. */
export function checkTotal({ total, highest }: RuleCosts, path: FieldPath, errors: FieldErrors): void {
  if (total <= TOTAL_LIMIT) return;
  for (const each of highest) {
    errors.forbidden(
      each.path,
      'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema',
    );
  }
  const all = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
  errors.forbidden(path, tooCostly(all, total / TOTAL_LIMIT));
}

/** getCostErrorMessage@1.36. */
function tooCostly(what: string, factor: number): string {
  const shown = factor > 100 ? 'more than 100' : factor < 1.5 ? factor.toFixed(6) : factor.toFixed(1);
  const advice =
    'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `${what} exceeds budget by factor of ${shown}x (${advice})`;
}
