import type { Json } from '../meaning/json.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Path, Problem } from '../problem/problem.ts';
import { findPlaceholder } from '../template/find-placeholder.ts';
import { valueAt } from '../workload/value-at.ts';
import type { Workload } from '../workload/workload.ts';

/**
 * Placeholders where none can be meant: in names and images. Elsewhere they may be: commands, environment and annotations
 * carry the templates of other programs.
 */
export function checkPlaceholders({ object, template }: Workload): readonly Problem[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'].map((list) => [...template.spec, list]);
  const containers = lists.flatMap((list) => indexesOf(valueAt(object.value, list)).map((index) => [...list, index]));
  const paths: readonly Path[] = [
    ['metadata', 'name'],
    ['metadata', 'namespace'],
    ...containers.flatMap((container) => [
      [...container, 'name'],
      [...container, 'image'],
    ]),
  ];
  return paths.flatMap((path) => checkAt(object, path) ?? []);
}

function indexesOf(list: Json | undefined): readonly number[] {
  return Array.isArray(list) ? [...list.keys()] : [];
}

function checkAt(object: KubernetesObject, path: Path): Problem | undefined {
  const { file } = object;
  const value = valueAt(object.value, path);
  const placeholder = typeof value === 'string' ? findPlaceholder(value, file) : undefined;
  return placeholder && { ...placeholder, severity: 'error', position: object.locate(path), file, path };
}
