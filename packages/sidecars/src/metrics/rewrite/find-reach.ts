import { ancestorsOf, type PromqlNode } from './parse-promql.ts';

/** How far a selector reaches, and what is around it. */
export interface Reach {
  readonly from: number;
  /** Behind the range, `offset` and `@` that belong to the selector. */
  readonly to: number;
  readonly hasRange: boolean;
  /** The innermost node that holds more than this. */
  readonly around: PromqlNode;
}

/**
 * How far a selector reaches. The grammar gives `a + b offset 1h` as the offset of a sum; Prometheus takes it for the offset
 * of `b` (promql/parser/generated_parser.y: offset binds closer than every operator), so what follows the text counts.
 */
export function findReach(selector: PromqlNode): Reach {
  const { from } = selector;
  let { to } = selector;
  let hasRange = false;
  for (const node of ancestorsOf(selector)) {
    const isSuffix = SUFFIXES.has(node.name) && node.firstChild?.to === to;
    if (isSuffix) to = node.to;
    if (isSuffix && node.name === 'MatrixSelector') hasRange = true;
    if (node.to > to) break;
  }
  return { from, to, hasRange, around: aroundOf(selector, from, to) };
}

const SUFFIXES: ReadonlySet<string> = new Set([
  'MatrixSelector',
  'OffsetExpr',
  'StepInvariantExpr',
  'AnchoredExpr',
  'SmoothedExpr',
]);

function aroundOf(selector: PromqlNode, from: number, to: number): PromqlNode {
  const ancestors = ancestorsOf(selector);
  const top = ancestors.at(-1) ?? selector;
  return ancestors.find((node) => node.from < from || node.to > to) ?? top;
}
