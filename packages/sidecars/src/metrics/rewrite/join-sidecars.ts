import { containerMetric, type InitTwin, initMetric } from '../init-twins.ts';
import { onlySidecars, sidecarInfo, withoutRestartPolicy } from '../sidecar-join.ts';
import { findReach, type Reach } from './find-reach.ts';
import { ancestorsOf, nodesOf, type PromqlNode } from './parse-promql.ts';
import type { Selector } from './read-selector.ts';
import type { RewriteOptions, Splice } from './rewrite-expression.ts';

/** How sidecars come in beside one selector. */
export interface AddedSidecars {
  readonly metric: string;
  readonly now: string;
  readonly splices: readonly Splice[];
}

/** An expression and how it is to be rewritten. */
export interface Page {
  readonly expression: string;
  readonly options: RewriteOptions;
}

/**
 * Puts the sidecars' series behind the smallest expression that has series of instants: the selector, or the function of
 * its range. Ranges cannot be united, so `increase(a[1h])` becomes `(increase(a[1h]) or increase(b[1h]) and on (…) …)`.
 */
export function joinSidecars(selector: Selector, twin: InitTwin, page: Page): AddedSidecars | { readonly why: string } {
  const reach = findReach(selector.node);
  const call = callAround(selector.node, reach);
  const name = call && functionOf(call, page);
  if (name === 'absent' || name === 'absent_over_time') {
    return { why: `${name} makes its labels from a single selector; --by recorded can rewrite it` };
  }
  const byCall = reach.hasRange || name === 'timestamp';
  if (byCall && !call) return { why: 'a range that no function takes' };
  if (byCall && call && nodesOf(call, 'VectorSelector').length > 1) {
    return { why: `${name} takes more than this range; --by recorded can rewrite it` };
  }
  const unit = byCall && call ? { from: call.from, to: call.to, around: parentOf(call) } : reach;
  const twinText = copyWith(unit, selector, { page, put: twinSelector(selector, twin, page) });
  if (twinText === undefined) return { why: 'a string over several lines' };
  const sidecars =
    twin.about === 'info'
      ? withoutRestartPolicy(twinText)
      : onlySidecars({ expression: twinText, sidecars: infoOf(selector, reach, page), on: page.options.on });
  const between = page.options.lines ? `\n${indentOf(page.expression, unit.from)}` : ' ';
  const [open, close] = isBracketed(unit.around) ? ['', ''] : ['(', ')'];
  const before: Splice = { start: unit.from, end: unit.from, text: open };
  const behind: Splice = { start: unit.to, end: unit.to, text: `${between}or ${sidecars}${close}` };
  return {
    metric: containerMetric(twin.about),
    now: initMetric(twin.about),
    splices: open === '' ? [behind] : [before, behind],
  };
}

interface Unit {
  readonly from: number;
  readonly to: number;
  readonly around: PromqlNode;
}

/** The call that a selector is an argument of, when nothing but brackets is between them. */
function callAround(node: PromqlNode, { from, to }: Reach): PromqlNode | undefined {
  const body = ancestorsOf(node).find(
    (around) => (around.from < from || around.to > to) && around.name !== 'ParenExpr',
  );
  return body?.name === 'FunctionCallBody' && body.parent?.name === 'FunctionCall' ? body.parent : undefined;
}

function functionOf(call: PromqlNode, { expression }: Page): string {
  const identifier = call.getChild('FunctionIdentifier');
  return identifier ? expression.slice(identifier.from, identifier.to).toLowerCase() : '';
}

function parentOf(call: PromqlNode): PromqlNode {
  return ancestorsOf(call).find(({ from, to }) => from < call.from || to > call.to) ?? (call.parent as PromqlNode);
}

function isBracketed({ name }: PromqlNode): boolean {
  return name === 'ParenExpr' || name === 'FunctionCallBody' || name === 'PromQL';
}

/** The selector of the twin, with the same matchers in the same words. */
function twinSelector({ node, matchers }: Selector, { about }: InitTwin, { expression }: Page): string {
  if (about === 'info') return sidecarInfo(...matchers.map(({ text }) => text));
  const braces = node.getChild('LabelMatchers');
  const given = braces && matchers.length > 0 ? onOneLine(expression, braces, braces) : '';
  return initMetric(about) + given;
}

/** The series that tell sidecars, as far back as the selector looks. */
function infoOf(selector: Selector, reach: Reach, page: Page): string {
  const matchers = selector.matchers.filter(({ label }) => ALSO_OF_INFO.has(label)).map(({ text }) => text);
  const info = copyWith(reach, selector, { page, put: sidecarInfo(...matchers) }) ?? '';
  return reach.hasRange ? `max_over_time(${info})` : info;
}

/** Labels that every series of kube-state-metrics about a pod has, or a scrape gives to all. */
const ALSO_OF_INFO: ReadonlySet<string> = new Set([
  'cluster',
  'container',
  'instance',
  'job',
  'namespace',
  'pod',
  'uid',
]);

/** The text of a unit with another selector in, on one line and without its comments. */
function copyWith(
  { from, to }: Pick<Unit, 'from' | 'to'>,
  { node }: Selector,
  { page, put }: { readonly page: Page; readonly put: string },
): string | undefined {
  const top = ancestorsOf(node).at(-1) ?? node;
  const strings = nodesOf(top, 'StringLiteral').filter((each) => each.from >= from && each.to <= to);
  if (strings.some((each) => page.expression.slice(each.from, each.to).includes('\n'))) return undefined;
  const piece = (start: number, end: number) => onOneLine(page.expression, { from: start, to: end }, top);
  return piece(from, node.from) + put + piece(node.to, to);
}

/** A part of an expression without its comments and line breaks. */
function onOneLine(expression: string, { from, to }: Pick<PromqlNode, 'from' | 'to'>, top: PromqlNode): string {
  const comments = nodesOf(top, 'LineComment').filter((each) => each.from >= from && each.to <= to);
  const text = comments.reduceRight(
    (now, each) => now.slice(0, each.from - from) + now.slice(each.to - from),
    expression.slice(from, to),
  );
  return text
    .replace(/([({])\s*\n\s*/g, '$1')
    .replace(/\s*\n\s*([)}])/g, '$1')
    .replace(/\s*\n\s*/g, ' ');
}

function indentOf(expression: string, offset: number): string {
  const line = expression.slice(expression.lastIndexOf('\n', offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
