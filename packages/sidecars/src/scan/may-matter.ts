/**
 * A cheap look at the text of a document: false where no rule can have anything to say about it, because it holds no pod and
 * is of no kind that speaks of containers. Most of a large repository is such, and reading it is most of the work.
 */
export function mayMatter(text: string): boolean {
  if (!WORDS.test(text)) return false;
  // Its schemas speak of containers; the largest manifests there are hold nothing else.
  return !/^kind: *["']?CustomResourceDefinition\b/m.test(text);
}

/** Kinds whose objects name containers of others. */
export const NAMING: ReadonlySet<string> = new Set([
  'Kustomization',
  'Component',
  'VerticalPodAutoscaler',
  'PrometheusRule',
  'MutatingWebhookConfiguration',
]);

/** A text with an escape may hold any word. */
const WORDS = new RegExp(`ontainers|ConfigMap|\\\\[ux]|${[...NAMING].join('|')}`);
