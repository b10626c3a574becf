import type { IPod } from 'kubernetes-models/v1';
import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import { isKnative, podOfRevision } from './knative.ts';
import { withoutNulls } from './without-nulls.ts';

/** The pod that an object's controller would create from a template, with the name it would give, as far as it is known. */
export function toPod(object: KubernetesObject, metadata: Json | undefined, spec: JsonObject): IPod {
  const given = isJsonObject(metadata) ? withoutNulls(metadata) : {};
  const completed = isKnative(object) ? podOfRevision(withoutNulls(spec)) : withoutNulls(spec);
  const pod: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...nameOf(object), ...namespaceOf(object), ...given },
    spec: completed,
  };
  // What it holds is for the schema to judge; whoever needs to know asks `checkObject` first.
  return pod as unknown as IPod;
}

function nameOf({ kind, name }: KubernetesObject): JsonObject {
  if (kind === 'Pod' || name === '') return {};
  return kind === 'StatefulSet' ? { name: `${name}-0` } : { generateName: `${name}-` };
}

function namespaceOf({ namespace }: KubernetesObject): JsonObject {
  return namespace === undefined ? {} : { namespace };
}
