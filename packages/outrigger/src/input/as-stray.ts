import type { Problem } from '@outrigger/manifest';

/**
 * What a problem is worth in a file that was found, and not named: one that lies about among manifests, such as a chart's values,
 * is none of ours; a template is for after `helm template`.
 */
export function asStray(problem: Problem): readonly Problem[] {
  if (problem.code === 'not-kubernetes') return [];
  return problem.code === 'unrendered-template' ? [{ ...problem, severity: 'warning' }] : [problem];
}
