import { ancestorsOf, nodesOf, type PromqlNode } from './parse-promql.ts';
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
    if (around.name !== 'BinaryExpr' || !(around.getChild('Or') || around.getChild('Add'))) continue;
    const other = [around.firstChild, around.lastChild].find((side) => side && !isWithin(node, side));
    if (!other || !twins.some((each) => isWithin(each.node, other))) continue;
    return hasPolicy(other, selectors) ? 'joined' : 'unjoined';
  }
  return isBesideOnly(node, twins) ? undefined : 'elsewhere';
}

function isWithin(node: PromqlNode, around: PromqlNode): boolean {
  return node.from >= around.from && node.to <= around.to;
}

function hasPolicy(side: PromqlNode, selectors: readonly Selector[]): boolean {
  return selectors.some(
    (each) => isWithin(each.node, side) && each.matchers.some(({ label }) => label === 'restart_policy'),
  );
}

/** The info of init containers is what joins others; it may stand anywhere. */
function isBesideOnly(node: PromqlNode, twins: readonly Selector[]): boolean {
  return twins.every((twin) => {
    const joins = ancestorsOf(twin.node).some((around) => around.name === 'BinaryExpr' && around.getChild('And'));
    return joins && nodesOf(twin.node, 'Identifier').length > 0 && !isWithin(node, twin.node);
  });
}
