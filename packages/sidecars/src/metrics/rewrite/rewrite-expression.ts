import { containerMetric, initMetric, initTwinOf, isContainerMetric } from '../init-twins.ts';
import { isSince, type JoinOptions } from '../join-options.ts';
import { recordedMetric } from '../recorded-metric.ts';
import { findUnion } from './find-union.ts';
import { type AddedSidecars, joinSidecars } from './join-sidecars.ts';
import { nodesOf, parsePromql } from './parse-promql.ts';
import { readSelector, type Selector } from './read-selector.ts';

/** How expressions are rewritten. */
export interface RewriteOptions extends JoinOptions {
  /** `inline`: the join in each expression; `recorded`: the recording rules' series, which hold the join. */
  readonly by: 'inline' | 'recorded';
  /** Whether the expression may go over several lines. */
  readonly lines: boolean;
}

/** A text in the place of another; ranges are offsets in the expression. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An expression with the sidecars in. */
export interface RewrittenExpression {
  readonly after: string;
  readonly splices: readonly Splice[];
  /** Metrics that were without sidecars, each with where they are now. */
  readonly metrics: readonly (readonly [metric: string, now: string])[];
  readonly remarks: readonly Remark[];
}

/** Something about an expression that a person should know. */
export interface Remark {
  /** `left`: sidecars are still missing here; `look`: it was rewritten, or needs no rewriting, but may not be what is meant. */
  readonly kind: 'left' | 'look';
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/**
 * Brings native sidecars into an expression that asks kube-state-metrics about containers. What is rewritten once stays as
 * it is the next time.
 *
 * ```ts
 * rewriteExpression('sum(kube_pod_container_status_ready)', { ...DEFAULT_JOIN, by: 'recorded', lines: false }).after;
 * // sum(container:kube_pod_container_status_ready:with_sidecars)
 * ```
 */
export function rewriteExpression(expression: string, options: RewriteOptions): RewrittenExpression {
  if (!expression.includes('kube_pod_')) return unchanged(expression, []);
  const parsed = parsePromql(expression);
  if (!parsed.ok) return unchanged(expression, mentionsContainers(expression) ? [unreadable(parsed.offset)] : []);
  const selectors = nodesOf(parsed.top, 'VectorSelector').map((node) => readSelector(node, expression));
  const outcomes = selectors.map((selector) => bringIn(selector, { expression, selectors, options }));
  const added = outcomes.flatMap((outcome) => outcome.added ?? []);
  const splices = added.flatMap((each) => each.splices);
  return {
    after: applySplices(expression, splices),
    splices,
    metrics: uniquePairs(added.map(({ metric, now }) => [metric, now] as const)),
    remarks: outcomes.flatMap(({ remarks }) => remarks),
  };
}

interface Surroundings {
  readonly expression: string;
  readonly selectors: readonly Selector[];
  readonly options: RewriteOptions;
}

interface Outcome {
  readonly added?: AddedSidecars;
  readonly remarks: readonly Remark[];
}

const NOTHING: Outcome = { remarks: [] };

function bringIn(selector: Selector, { expression, selectors, options }: Surroundings): Outcome {
  const { node, metric, pattern } = selector;
  const say = (kind: Remark['kind'], message: string): Outcome => ({
    remarks: [{ kind, start: node.from, end: node.to, message }],
  });
  if (metric === undefined) {
    const isOurs = pattern !== undefined && mentionsContainers(pattern);
    return isOurs ? say('left', 'it chooses metrics by a pattern; what sidecars add to it is for a person') : NOTHING;
  }
  const twin = initTwinOf(metric);
  if (!twin) return isContainerMetric(metric) ? say('left', whyNoTwin(metric)) : NOTHING;
  const renamed = ['exported_container', 'exported_pod', 'exported_namespace'].find(
    (label) => expression.includes(label) && !options.on.includes(label),
  );
  if (renamed !== undefined) {
    return say('left', `the label ${renamed} means that this Prometheus renames labels: name them all with --on`);
  }
  const union = findUnion(selector, initMetric(twin.about), selectors);
  if (union === 'joined') return NOTHING;
  if (union === 'unjoined') {
    return say('look', 'ordinary init containers count here, too: nothing asks for restart_policy="Always"');
  }
  if (union === 'elsewhere') {
    return say('left', `${initMetric(twin.about)} stands elsewhere in it; what is meant is for a person`);
  }
  if (!isSince(options.version, twin.since)) {
    return say('left', `${initMetric(twin.about)} comes with kube-state-metrics ${twin.since}`);
  }
  const added =
    options.by === 'recorded' ? recorded(selector, twin.about) : joinSidecars(selector, twin, { expression, options });
  if ('why' in added) return say('left', added.why);
  return { added, remarks: twin.caution === undefined ? [] : say('look', twin.caution).remarks };
}

/** The recorded series stand for the metric wherever it may be: in ranges, and within `absent`. */
function recorded({ node }: Selector, about: string): AddedSidecars {
  const [metric, now] = [containerMetric(about), recordedMetric(about)];
  return { metric, now, splices: [{ start: node.from, end: node.from + metric.length, text: now }] };
}

function whyNoTwin(metric: string): string {
  if (/_resource_(?:requests|limits)_/.test(metric)) {
    return `${metric} went with kube-state-metrics 2.0; the amounts are in kube_pod_container_resource_… with a label "resource"`;
  }
  return `nothing is known about sidecars in ${metric}`;
}

function unreadable(offset: number): Remark {
  return { kind: 'left', start: offset, end: offset, message: 'the expression cannot be read from here on' };
}

function unchanged(expression: string, remarks: readonly Remark[]): RewrittenExpression {
  return { after: expression, splices: [], metrics: [], remarks };
}

/** Metrics of kube-state-metrics about containers; names with colons are somebody's recording rules. */
export function mentionsContainers(text: string): boolean {
  return /(?<![\w:])kube_pod_(?:container|\(|\[|\.)/.test(text);
}

/** Puts texts in the places of others. */
function applySplices(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
}

function uniquePairs(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return [...new Map(pairs)];
}
