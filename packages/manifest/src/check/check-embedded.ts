import { isJsonObject, type Json } from '../meaning/json.ts';
import type { Path, Problem } from '../problem/problem.ts';
import { checkValue, type Departure } from '../schema/check-value.ts';
import { isKnative, revisionFields } from '../workload/knative.ts';
import { valueAt } from '../workload/value-at.ts';
import type { Workload } from '../workload/workload.ts';
import { placeDeparture } from './place-departure.ts';

/**
 * Compares a pod inside an object of an unknown kind with Kubernetes' own schema. Kinds known to embed Kubernetes' template
 * are held to it; any other may have fields of its own there, and gets warnings.
 */
export function checkEmbedded({ object, template }: Workload): readonly Problem[] {
  const group = object.apiVersion.split('/')[0] ?? '';
  const isKnown = embedsTemplates.has(group) || isKnative(object);
  const departures = [
    ...checkAt(object.value, template.metadata, 'ObjectMeta'),
    ...checkAt(object.value, template.spec, 'PodSpec'),
  ];
  return departures
    .filter((departure) => !(isKnative(object) && isKnativeOwn(departure, template.spec)))
    .map((departure) => placeDeparture(departure, object, isKnown ? 'error' : 'warning'));
}

const embedsTemplates: ReadonlySet<string> = new Set([
  'apps.kruise.io',
  'argoproj.io',
  'batch.volcano.sh',
  'jobset.x-k8s.io',
  'keda.sh',
  'kubeflow.org',
  'leaderworkerset.x-k8s.io',
  'ray.io',
]);

function checkAt(value: Json, path: Path | undefined, type: string): readonly Departure[] {
  const found = path && valueAt(value, path);
  return found !== undefined && isJsonObject(found) ? checkValue(found, type, path) : [];
}

/** Knative has fields beside those of a pod, and gives containers a name. */
function isKnativeOwn({ kind, path }: Departure, spec: Path): boolean {
  const name = String(path.at(-1));
  if (kind === 'unknown-field') return path.length === spec.length + 1 && revisionFields.has(name);
  return kind === 'missing-field' && name === 'name' && path.at(-3) === 'containers';
}
