import { nodesOf, type PromqlNode } from './parse-promql.ts';

/** What a selector asks for. */
export interface Selector {
  readonly node: PromqlNode;
  /** Undefined where the metric is chosen by a pattern. */
  readonly metric: string | undefined;
  /** The pattern of `__name__`, where there is one. */
  readonly pattern: string | undefined;
  readonly matchers: readonly Matcher[];
}

/** A matcher in its own words. */
export interface Matcher {
  readonly label: string;
  readonly text: string;
}

/** Reads a selector: `up{job="node"}`, `{__name__="up"}`, `{"up"}`. */
export function readSelector(node: PromqlNode, expression: string): Selector {
  const textOf = ({ from, to }: PromqlNode) => expression.slice(from, to);
  const identifier = node.getChild('Identifier');
  const all = ['UnquotedLabelMatcher', 'QuotedLabelMatcher'].flatMap((kind) => nodesOf(node, kind));
  const matchers = all.map((matcher): Matcher => {
    const label = matcher.firstChild ? textOf(matcher.firstChild) : '';
    return { label: label.replace(/^["'`]|["'`]$/g, ''), text: textOf(matcher) };
  });
  const names = nodesOf(node, 'QuotedLabelName').filter(({ parent }) => parent?.name === 'LabelMatchers');
  const pattern = [...names.map(textOf), ...matchers.filter(isName).map(({ text }) => text)][0];
  return {
    node,
    metric: identifier ? textOf(identifier) : undefined,
    pattern,
    matchers: matchers.filter((matcher) => !isName(matcher)),
  };
}

function isName({ label }: Matcher): boolean {
  return label === '__name__';
}
