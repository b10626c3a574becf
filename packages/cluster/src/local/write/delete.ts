import type { ApiAnswer, Status } from '../answer/api-answer.ts';
import { negotiate } from '../answer/negotiate.ts';
import { objectAnswer } from '../answer/object-answer.ts';
import { Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { listAnswer, selectedObjects } from '../read/list.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Call } from '../world.ts';
import { answersDeleted } from './answers-deleted.ts';
import { contextOf } from './context.ts';
import { type DeleteOptions, readDeleteOptions } from './delete-options.ts';
import { deleteStored } from './delete-stored.ts';
import { warningHeaders } from './writing.ts';

/** DELETE of an object: it is answered with the object, or with a Status that tells which one is gone. */
export async function deleteObject(call: Call): Promise<ApiAnswer> {
  const { resource, info } = call;
  negotiate(call, { isCollection: false });
  const options = readDeleteOptions(call.request);
  const context = { ...contextOf(call), isDryRun: options.isDryRun };
  const headers = warningHeaders(deletionWarnings(call, options));
  const { object, outcome } = await warned(headers, () => deleteStored(call, info.name, { options, context }));
  const code = outcome !== 'gone' && options.orphans === false ? 202 : 200;
  if (outcome === 'waiting' || answersDeleted(resource)) {
    const kind = { kind: resource.kind, apiVersion: apiVersionOf(resource) };
    return objectAnswer(call, { ...kind, ...object }, { status: code, headers });
  }
  return objectAnswer(call, { ...gone(call, object) }, { status: code, headers });
}

/** DELETE of all objects that are selected: it is answered with the list of them as they were. */
export async function deleteCollection(call: Call): Promise<ApiAnswer> {
  const options = readDeleteOptions(call.request);
  const context = { ...contextOf(call), isDryRun: options.isDryRun };
  const format = negotiate(call, { isCollection: false });
  const found = await selectedObjects(call);
  for (const { metadata } of found.objects) {
    const inside = { ...call, info: { ...call.info, namespace: metadata?.namespace ?? call.info.namespace } };
    try {
      await deleteStored(inside, metadata?.name ?? '', { options, context });
    } catch (error) {
      // Somebody else was faster.
      if (!(error instanceof Refusal) || error.status.reason !== 'NotFound') throw error;
    }
  }
  const answer = listAnswer(call, found, format);
  return { ...answer, headers: { ...answer.headers, ...warningHeaders(deletionWarnings(call, options)) } };
}

/** A refusal warns as an answer does. */
async function warned<T>(headers: Readonly<Record<string, string>>, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.status, { ...error.headers, ...headers }) : error;
  }
}

function gone({ resource, info }: Call, { metadata }: ApiObject): Status {
  const details = {
    name: metadata?.name ?? info.name,
    ...(resource.group !== '' && { group: resource.group }),
    kind: resource.plural,
    uid: metadata?.uid,
  };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

/** Jobs leave their pods behind when nobody says otherwise, and say so (pkg/registry/batch/job/storage@1.36). */
function deletionWarnings({ resource }: Call, { propagation, orphans }: DeleteOptions): readonly string[] {
  if (resource.bucket !== 'jobs.batch' || propagation !== undefined || orphans !== undefined) return [];
  return [
    'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
  ];
}
