import type { Json, JsonObject, Path } from '@outrigger/manifest';
import {
  mentionsContainers,
  type RewriteOptions,
  type RewrittenExpression,
  rewriteExpression,
} from './rewrite-expression.ts';

/** A rule of Prometheus whose expression asks kube-state-metrics about containers. */
export interface RewrittenRule {
  /** The alert or the recorded series; `rule 3` where it has no name. */
  readonly name: string;
  /** Where its expression is, from the root of the value. */
  readonly path: Path;
  readonly before: string;
  readonly rewritten: RewrittenExpression;
}

/** A text about containers' metrics that is no expression of a rule. */
export interface Mention {
  readonly path: Path;
  readonly message: string;
}

/** What was found in a set of rules. */
export interface RewrittenRules {
  readonly rules: readonly RewrittenRule[];
  readonly mentions: readonly Mention[];
}

/** How to rewrite rules; whether an expression may go over several lines depends on how it is written. */
export type RuleOptions = Omit<RewriteOptions, 'lines'> & { readonly lines: (path: Path) => boolean };

/**
 * Rewrites the rules of `groups`: the value of a rule file, or the `spec` of a PrometheusRule, which is at `base`. Rules that
 * have nothing to do with containers are not in the answer.
 */
export function rewriteRules(holder: Json | undefined, base: Path, options: RuleOptions): RewrittenRules {
  const found = itemsOf(holder, 'groups').flatMap((group, g) =>
    itemsOf(group, 'rules').map((rule, r) => rewriteRule(rule, [...base, 'groups', g, 'rules', r], options)),
  );
  return { rules: found.flatMap(({ rules }) => rules), mentions: found.flatMap(({ mentions }) => mentions) };
}

function rewriteRule(rule: Json, path: Path, options: RuleOptions): RewrittenRules {
  const { expr, alert, record, annotations, labels } = isMap(rule) ? rule : {};
  const name = [alert, record].find((each) => typeof each === 'string') ?? `rule ${Number(path.at(-1)) + 1}`;
  const mentions = [...mentionsIn(annotations, [...path, 'annotations']), ...mentionsIn(labels, [...path, 'labels'])];
  if (typeof expr !== 'string') return { rules: [], mentions };
  const at = [...path, 'expr'];
  const rewritten = rewriteExpression(expr, { ...options, lines: options.lines(at) });
  const isOurs = rewritten.splices.length > 0 || rewritten.remarks.length > 0;
  return { rules: isOurs ? [{ name: String(name), path: at, before: expr, rewritten }] : [], mentions };
}

/** Templates may hold queries of their own. */
function mentionsIn(texts: Json | undefined, path: Path): readonly Mention[] {
  return Object.entries(isMap(texts) ? texts : {}).flatMap(([key, text]) => {
    if (typeof text !== 'string' || !/\bquery\b/.test(text) || !mentionsContainers(text)) return [];
    return [{ path: [...path, key], message: 'a query in a template is not rewritten' }];
  });
}

function itemsOf(value: Json | undefined, field: string): readonly Json[] {
  const items = isMap(value) ? value[field] : undefined;
  return Array.isArray(items) ? items : [];
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
