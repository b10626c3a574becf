import type { ApiObject, ObjectMeta } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';
import { tableOf } from '../table/table-of.ts';
import type { Call } from '../world.ts';
import type { Shape } from './negotiate.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What is shown in the shape that was asked for: an object, or the objects of a list with the list's metadata. */
export interface Shown {
  readonly objects: readonly ApiObject[];
  /** Undefined for a single object. */
  readonly listMeta?: ObjectMeta;
  /** Whether a table tells its columns; in a watch the first one does. */
  readonly withColumns?: boolean;
}

/** Objects as one of meta.k8s.io's kinds (apiserver pkg/endpoints/handlers/response.go doTransformObject@1.36). */
export function showAs({ kind, version }: Shape, shown: Shown, call: Call): object {
  const { resource, request, info, world } = call;
  const { listMeta, withColumns = true } = shown;
  const objects = shown.objects.map((object) => asInternal(object, resource));
  if (kind === 'Table') {
    const { resourceVersion } = objects[0]?.metadata ?? {};
    const metadata = listMeta ?? (resourceVersion === undefined ? {} : { resourceVersion });
    const includeObject = request.query.get('includeObject');
    const how = { now: world.now(), version, includeObject, withColumns, subresource: info.subresource };
    return tableOf(resource, { objects, metadata }, how);
  }
  if (kind === 'PartialObjectMetadataList') {
    if (listMeta === undefined && resource.custom !== undefined) throw refusal(500, undefined, 'content is not a list');
    if (listMeta === undefined) throw unfit(kind, `the requested object is not a list (${goType(resource, '')})`);
    const items = objects.map((object) => metadataOnly(object, version));
    return { kind, apiVersion: `meta.k8s.io/${version}`, metadata: listMeta, items };
  }
  if (listMeta !== undefined) throw unfit(kind, `the requested object is a list (${goType(resource, 'List')})`);
  return metadataOnly(objects[0] ?? {}, version);
}

/** An object without annotations that only its version has. */
function asInternal(object: ApiObject, { internalAnnotations: hidden = [] }: Resource): ApiObject {
  const { annotations, ...metadata } = object.metadata ?? {};
  if (annotations === undefined || !hidden.some((key) => key in annotations)) return object;
  const kept = Object.fromEntries(Object.entries(annotations).filter(([key]) => !hidden.includes(key)));
  return { ...object, metadata: { ...metadata, ...(Object.keys(kept).length > 0 && { annotations: kept }) } };
}

function metadataOnly({ metadata = {} }: ApiObject, version: Shape['version']): ApiObject {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata };
}

function unfit(kind: string, why: string): Refusal {
  return refusal(406, 'NotAcceptable', `you requested ${kind}, but ${why}`);
}

/** The name of upstream's internal type, as its messages show it. */
function goType({ group, kind, custom }: Resource, suffix: 'List' | ''): string {
  if (custom !== undefined) return `*unstructured.Unstructured${suffix}`;
  const own = kind === 'Event' || group === '' ? 'core' : (group.split('.')[0] ?? '');
  return `*${own}.${kind}${suffix}`;
}
