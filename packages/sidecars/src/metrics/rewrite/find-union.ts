import { ancestorsOf, type PromqlNode } from './parse-promql.ts';
import type { Selector } from './read-selector.ts';

/**
 * Whether somebody has already brought init containers in beside a selector: `joined` only the sidecars among them,
 * `unjoined` all; `elsewhere` where the two are not put together, but compared or the like.
 */
export function findUnion(
  { node }: Selector,
  twin: string,
  selectors: readonly Selector[],
): 'joined' | 'unjoined' | 'elsewhere' | undefined {
  const twins = selectors.filter(({ metric }) => metric === twin);
  if (twins.length === 0) return undefined;
  for (const around of ancestorsOf(node)) {
    const operator = around.name === 'BinaryExpr' ? (around.getChild('Or') ?? around.getChild('Add')) : null;
    const other = operator && beyond(operator, node);
    if (!other || !twins.some((each) => isWithin(each.node, other))) continue;
    return hasPolicy(other, selectors) ? 'joined' : 'unjoined';
  }
  return areJoins(twins) ? undefined : 'elsewhere';
}

type Stretch = Pick<PromqlNode, 'from' | 'to'>;

/** The other side of an operator, up to the brackets around it: offsets make the grammar cut operands short (find-reach.ts). */
function beyond(operator: PromqlNode, node: PromqlNode): Stretch {
  const brackets = ancestorsOf(operator).find(({ name }) => BRACKETS.has(name)) ?? operator;
  return node.from < operator.from
    ? { from: operator.to, to: brackets.to }
    : { from: brackets.from, to: operator.from };
}

const BRACKETS: ReadonlySet<string> = new Set(['ParenExpr', 'FunctionCallBody', 'PromQL']);

function isWithin(node: Stretch, around: Stretch): boolean {
  return node.from >= around.from && node.to <= around.to;
}

function hasPolicy(side: Stretch, selectors: readonly Selector[]): boolean {
  return selectors.some(
    (each) => isWithin(each.node, side) && each.matchers.some(({ label }) => label === 'restart_policy'),
  );
}

/** The info of sidecars is what joins others, and may stand anywhere as such. */
function areJoins(twins: readonly Selector[]): boolean {
  return twins.every(
    ({ node, matchers }) =>
      matchers.some(({ label }) => label === 'restart_policy') &&
      ancestorsOf(node).some((around) => around.name === 'BinaryExpr' && around.getChild('And')),
  );
}
