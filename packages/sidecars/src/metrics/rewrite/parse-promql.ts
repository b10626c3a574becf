import { parser } from '@prometheus-io/lezer-promql';

/** A node of an expression of Prometheus, named as in its grammar: `VectorSelector`, `BinaryExpr`. */
export type PromqlNode = ReturnType<typeof parser.parse>['topNode'];

/** An expression as Prometheus' own grammar reads it, or where it can no longer be read. */
export type ParsedPromql =
  | { readonly ok: true; readonly top: PromqlNode }
  | { readonly ok: false; readonly offset: number };

/** Reads an expression. The grammar is the one of Prometheus' web page: prometheus/prometheus web/ui/module/lezer-promql. */
export function parsePromql(expression: string): ParsedPromql {
  const { topNode: top } = parser.parse(expression);
  let offset: number | undefined;
  top.cursor().iterate(({ type, from }) => {
    if (type.isError) offset ??= from;
  });
  return offset === undefined ? { ok: true, top } : { ok: false, offset };
}

/** All nodes of a kind below a node, and the node itself, in the order of the text. */
export function nodesOf(top: PromqlNode, kind: string): readonly PromqlNode[] {
  const found: PromqlNode[] = [];
  top.cursor().iterate(({ name, node }) => {
    if (name === kind) found.push(node);
  });
  return found;
}

/** The nodes around a node, from the inside out. */
export function ancestorsOf(node: PromqlNode): readonly PromqlNode[] {
  const around: PromqlNode[] = [];
  for (let next = node.parent; next; next = next.parent) around.push(next);
  return around;
}
