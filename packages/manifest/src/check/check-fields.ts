import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Problem } from '../problem/problem.ts';
import { checkValue } from '../schema/check-value.ts';
import { knownTypes } from '../schema/pod-schema.ts';
import type { BuiltinKind } from '../workload/builtin-kinds.ts';
import { placeDeparture } from './place-departure.ts';

/** Compares an object of Kubernetes' own with the schema of its kind, in its own version where that is still known. */
export function checkFields(object: KubernetesObject, { version }: BuiltinKind): readonly Problem[] {
  const { apiVersion, kind, value } = object;
  const own = `${apiVersion}/${kind}`;
  const departures = checkValue(value, knownTypes().has(own) ? own : `${version}/${kind}`);
  // Whether the version exists has been said in words of its own.
  return departures
    .filter(({ path }) => path[0] !== 'apiVersion')
    .map((departure) => placeDeparture(departure, object, 'error'));
}
