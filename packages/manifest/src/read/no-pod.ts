import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Manifest } from '../object/manifest.ts';
import type { Problem } from '../problem/problem.ts';

/** Says that an input holds no pod, and what it holds instead. */
export function noPod(file: string, manifests: readonly Manifest[]): Problem {
  const objects = manifests.flatMap((manifest) => manifest.objects);
  const position = objects[0]?.locate(['kind']);
  const hint = hintFor(objects);
  const held = objects.length === 0 ? 'it is empty' : `it holds ${listKinds(objects)}`;
  return {
    code: 'no-pod',
    severity: 'error',
    message: `no pod in here: ${held}`,
    ...(hint && { hint }),
    ...(position && { position }),
    file,
  };
}

/** `2 Service, ConfigMap and 3 more`: kinds in the order of the text. */
function listKinds(objects: readonly KubernetesObject[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const named = [...counts].map(([kind, count]) => (count === 1 ? `a ${kind}` : `${count} × ${kind}`));
  const shown = named.slice(0, 4);
  if (named.length > shown.length) shown.push(`${named.length - shown.length} more kinds`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function hintFor(objects: readonly KubernetesObject[]): string | undefined {
  const kustomization = objects.find(({ apiVersion }) => apiVersion.startsWith('kustomize.config.k8s.io/'));
  if (!kustomization) return undefined;
  const directory = /^(.*)\/[^/]*$/.exec(kustomization.file)?.[1] ?? '.';
  return `build it first: kubectl kustomize ${directory}`;
}
