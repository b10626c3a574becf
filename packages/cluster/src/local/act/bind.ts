import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { badRequest, conflict, notFound, Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { specOf } from '../resource/core/pods/validate-pod-change.ts';
import type { Call } from '../world.ts';
import { contextOf } from '../write/context.ts';
import { withCondition } from './pod-condition.ts';
import { readQuestion, SUCCESS } from './read-question.ts';

const SUBJECT = { group: '', plural: 'pods/binding' };

/** Gives a pod to a node (BindingREST in pkg/registry/core/pod/storage@1.36). */
export function bind(call: Call): ApiAnswer {
  const { info, world } = call;
  const binding = readQuestion(call, 'Binding');
  const { name: given = '', annotations, uid, resourceVersion } = binding.metadata ?? {};
  const name = info.name || given;
  if (info.name !== '' && given !== info.name) throw badRequest('name in URL does not match name in Binding object');
  const node = targetOf(binding);
  const key = `${info.namespace}/${name}`;
  const pod = world.store.get('pods', key);
  if (pod === undefined) throw notFound({ group: '', plural: 'pods' }, name);
  const why = obstacle(pod, { uid, resourceVersion });
  if (why !== undefined) throw conflict(SUBJECT, name, why);
  const { nodeName: _, ...spec } = specOf(pod);
  const labels = { ...pod.metadata?.labels, ...topologyOf(world.store.get('nodes', node)) };
  const metadata = {
    ...pod.metadata,
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(annotations && { annotations: { ...pod.metadata?.annotations, ...annotations } }),
  };
  const bound = { ...pod, metadata, spec: { ...spec, nodeName: node } };
  if (!contextOf(call).isDryRun) {
    const condition = { type: 'PodScheduled', status: 'True' };
    world.store.put('pods', key, withCondition(bound, condition, world.now()));
  }
  return jsonAnswer(201, SUCCESS);
}

/** Errors of a binding come as they are, as an internal one (ValidatePodBinding@1.36). */
function targetOf(binding: ApiObject): string {
  const { kind = '', name = '' } = (binding.target ?? {}) as { readonly kind?: string; readonly name?: string };
  const problems = [
    ...(kind === '' || kind === 'Node'
      ? []
      : [`target.kind: Unsupported value: "${kind}": supported values: "Node", "<empty>"`]),
    ...(name === '' ? ['target.name: Required value'] : []),
  ];
  if (problems.length === 0) return name;
  const message = problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`;
  throw new Refusal({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 });
}

function obstacle(
  pod: ApiObject,
  asked: { readonly uid: string | undefined; readonly resourceVersion: string | undefined },
): string | undefined {
  const { name = '', deletionTimestamp, uid, resourceVersion } = pod.metadata ?? {};
  const spec = specOf(pod);
  if (asked.uid && asked.uid !== uid)
    return `Precondition failed: UID in precondition: ${asked.uid}, UID in object meta: ${uid}`;
  if (asked.resourceVersion && asked.resourceVersion !== resourceVersion) {
    return `Precondition failed: ResourceVersion in precondition: ${asked.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`;
  }
  if (deletionTimestamp !== undefined) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if (spec.nodeName) return `pod ${name} is already assigned to node "${spec.nodeName}"`;
  return spec.schedulingGates?.length ? `pod ${name} has non-empty .spec.schedulingGates` : undefined;
}

/** Where a node stands is told to its pods (plugin/pkg/admission/podtopologylabels@1.36). */
function topologyOf(node: ApiObject | undefined): Readonly<Record<string, string>> {
  const labels = node?.metadata?.labels ?? {};
  const kept = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
  return Object.fromEntries(Object.entries(labels).filter(([key]) => kept.includes(key)));
}
