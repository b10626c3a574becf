import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { badRequest, notFound } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { keyOf } from '../read/stored-object.ts';
import type { Call } from '../world.ts';
import { contextOf } from '../write/context.ts';
import { readDeleteOptions } from '../write/delete-options.ts';
import { deleteStored } from '../write/delete-stored.ts';
import { spendBudget } from './disruption-budget.ts';
import { withCondition } from './pod-condition.ts';
import { readQuestion, SUCCESS } from './read-question.ts';

/** Deletes a pod if the budgets allow it (EvictionREST in pkg/registry/core/pod/storage/eviction.go@1.36). */
export async function evict(call: Call): Promise<ApiAnswer> {
  const { info, world, resource, request } = call;
  const eviction = readQuestion(call, 'Eviction');
  const { name = '' } = eviction.metadata ?? {};
  if (name !== info.name) throw badRequest('name in URL does not match name in Eviction object');
  const pod = world.store.get('pods', keyOf(resource, info.namespace, info.name));
  if (pod === undefined) throw notFound(resource, info.name);
  const options = readOptions(call, eviction);
  if (!mayIgnoreBudgets(pod)) {
    const refused = spendBudget(pod, { call, isDryRun: options.isDryRun });
    if (refused !== undefined) return jsonAnswer(500, refused);
  }
  if (!options.isDryRun) world.store.put('pods', keyOf(resource, info.namespace, info.name), withTarget(call, pod));
  const context = { ...contextOf({ ...call, request }), isDryRun: options.isDryRun };
  await deleteStored(call, info.name, { options, context });
  return jsonAnswer(201, SUCCESS);
}

/** A deletion's options, as they stand in the eviction. */
function readOptions(call: Call, eviction: ApiObject): ReturnType<typeof readDeleteOptions> {
  const { dryRun, ...given } = (eviction.deleteOptions ?? {}) as { readonly dryRun?: readonly string[] };
  const body = new TextEncoder().encode(
    JSON.stringify({ ...given, kind: 'DeleteOptions', apiVersion: 'policy/v1', ...(dryRun && { dryRun }) }),
  );
  const headers = { ...call.request.headers, 'content-type': 'application/json' };
  const options = readDeleteOptions({ ...call.request, headers, body });
  const isDryRun = options.isDryRun || call.request.query.get('dryRun') === 'All';
  return { ...options, isDryRun };
}

/** A pod that does not run yet or any more disrupts nobody (canIgnorePDB@1.36). */
function mayIgnoreBudgets({ metadata, status }: ApiObject): boolean {
  const { phase = '' } = (status ?? {}) as { readonly phase?: string };
  return ['Succeeded', 'Failed', 'Pending'].includes(phase) || metadata?.deletionTimestamp !== undefined;
}

function withTarget({ world }: Call, pod: ApiObject): ApiObject {
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  return withCondition(pod, condition, world.now());
}
