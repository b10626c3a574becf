import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { AdmissionAttempt } from '../world.ts';

/** What is asked, as webhooks and expressions see it (admission/v1 AdmissionRequest; webhook/request/admissionreview.go@1.36). */
export function admissionRequest(attempt: AdmissionAttempt, uid: string): Readonly<Record<string, unknown>> {
  const { operation, resource, context, namespace, name, object, old } = attempt;
  const { group, version, kind, plural } = resource;
  const { subresource, user, isDryRun } = context;
  const of = { kind: { group, version, kind }, resource: { group, version, resource: plural } };
  const { username, uid: id, groups, extra } = user;
  return {
    uid,
    ...of,
    ...(subresource !== '' && { subResource: subresource }),
    requestKind: of.kind,
    requestResource: of.resource,
    ...(subresource !== '' && { requestSubResource: subresource }),
    ...((name || object.metadata?.name) && { name: name || object.metadata?.name }),
    ...(namespace !== '' && { namespace }),
    operation: operation.toUpperCase(),
    userInfo: { username, ...(id && { uid: id }), ...(groups.length > 0 && { groups }), ...(extra && { extra }) },
    object: operation === 'delete' ? null : named(attempt, object),
    oldObject: old === undefined ? null : named(attempt, old),
    dryRun: isDryRun,
    options: {
      kind: `${OPTIONS[operation]}Options`,
      apiVersion: 'meta.k8s.io/v1',
      ...(isDryRun && { dryRun: ['All'] }),
    },
  };
}

const OPTIONS = { create: 'Create', update: 'Update', delete: 'Delete', connect: 'Connect' } as const;

function named({ resource }: AdmissionAttempt, object: ApiObject): ApiObject {
  return { kind: resource.kind, apiVersion: apiVersionOf(resource), ...object };
}
