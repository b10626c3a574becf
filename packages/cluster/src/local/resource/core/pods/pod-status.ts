import type { FieldPath, Scope } from '@outrigger/pod';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import type { ResourceRules } from '../../resource.ts';
import { at, collectErrors } from '../../rules/collect-errors.ts';
import { specOf } from './validate-pod-change.ts';

/** A pod's status: the spec and the owners stay (podStatusStrategy in pkg/registry/core/pod/strategy.go@1.36). */
export const podStatusRules: ResourceRules = {
  resetFields: ['spec'],
  prepareForUpdate(object, old) {
    const { ownerReferences: _, ...metadata } = object.metadata ?? {};
    const { ownerReferences } = old.metadata ?? {};
    const status = (object.status ?? {}) as Status;
    const before = (old.status ?? {}) as Status;
    return {
      ...object,
      spec: old.spec,
      metadata: { ...metadata, ...(ownerReferences && { ownerReferences }) },
      // The QoS class is decided once.
      status: {
        ...status,
        ...(status.qosClass === undefined && before.qosClass !== undefined && { qosClass: before.qosClass }),
      },
    };
  },
  validateUpdate: (object, old) => collectErrors((scope) => validateStatus(object, old, scope)),
};

interface Status {
  readonly qosClass?: string;
  readonly nominatedNodeName?: string;
  readonly conditions?: readonly { readonly type?: string }[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
}

interface ContainerStatus {
  readonly name?: string;
  readonly restartCount?: number;
  readonly state?: { readonly terminated?: { readonly exitCode?: number } };
}

/** ValidatePodStatusUpdate@1.36. */
function validateStatus(object: ApiObject, old: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const [status, before] = [(object.status ?? {}) as Status, (old.status ?? {}) as Status];
  if ((specOf(object).nodeName ?? '') !== (specOf(old).nodeName ?? '')) {
    errors.forbidden(at('status', 'nodeName'), 'may not be changed directly');
  }
  for (const [index, { type = '' }] of (status.conditions ?? []).entries()) {
    const types = (status.conditions ?? []).map((condition) => condition.type);
    if (types.indexOf(type) < index) errors.duplicate(at('status', 'conditions', index, 'type'), type);
  }
  if (status.qosClass !== before.qosClass && before.qosClass !== undefined) {
    errors.ofNamedTexts().invalid(at('status', 'qosClass'), status.qosClass, 'field is immutable');
  }
  for (const list of ['containerStatuses', 'initContainerStatuses'] as const) {
    validateTransitions(object, { now: status[list], before: before[list] }, at('status', list), scope);
  }
}

/** A container that has ended and must not start again stays ended (ValidateContainerStateTransition@1.36). */
function validateTransitions(
  object: ApiObject,
  {
    now = [],
    before = [],
  }: { readonly now: readonly ContainerStatus[] | undefined; readonly before: readonly ContainerStatus[] | undefined },
  path: FieldPath,
  { errors }: Scope,
): void {
  const spec = specOf(object);
  for (const [index, old] of before.entries()) {
    const ended = old.state?.terminated;
    const next = now.find(({ name }) => name === old.name);
    if (!ended || !next || next.state?.terminated || isSame(next, old)) continue;
    if (restarts(spec, old.name, ended.exitCode ?? 0)) continue;
    errors.forbidden(path.index(index).child('state'), 'may not be transitioned to non-terminated state');
  }
}

function restarts(spec: ReturnType<typeof specOf>, name: string | undefined, exitCode: number): boolean {
  const container = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].find((one) => one.name === name);
  const isInit = spec.initContainers?.some((one) => one.name === name) ?? false;
  const policy = container?.restartPolicy ?? spec.restartPolicy;
  if (policy === 'Always' || (container?.restartPolicyRules?.length ?? 0) > 0) return true;
  if (isInit && container?.restartPolicy === undefined) return spec.restartPolicy !== 'Never';
  return policy === 'OnFailure' && exitCode !== 0;
}
