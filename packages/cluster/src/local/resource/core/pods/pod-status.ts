import {
  type FieldError,
  type FieldPath,
  isIpAddress,
  qualifiedNameProblems,
  type Scope,
  validateIp,
} from '@outrigger/pod';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import type { ResourceRules } from '../../resource.ts';
import { at, collectErrors } from '../../rules/collect-errors.ts';
import { specOf } from './validate-pod-change.ts';

/** A pod's status: the spec and the owners stay (podStatusStrategy in pkg/registry/core/pod/strategy.go@1.36). */
export const podStatusRules: ResourceRules = {
  resetFields: ['spec'],
  setDefaults: withFirstIp,
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

/** The first address stands in a field of its own; what is said there counts (pkg/apis/core/v1/conversion.go@1.36). */
function withFirstIp(object: ApiObject): ApiObject {
  const { podIP, podIPs, ...status } = (object.status ?? {}) as Status;
  if (!podIP && !podIPs?.length) return object;
  const ips = podIP && podIPs?.[0]?.ip !== podIP ? [{ ip: podIP }] : (podIPs ?? []);
  return { ...object, status: { ...status, podIP: ips[0]?.ip, podIPs: ips } };
}

type Addresses = readonly { readonly ip?: string }[];

interface Status {
  readonly podIP?: string;
  readonly podIPs?: Addresses;
  readonly hostIP?: string;
  readonly hostIPs?: Addresses;
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
  for (const [index, { type = '' }] of (status.conditions ?? []).entries()) {
    if (SYSTEM.has(type)) continue;
    // Upstream spells the field so.
    const path = at('status', 'conditions', index, 'Type');
    errors.invalidEach(path, type, qualifiedNameProblems(type, scope.server.minor));
  }
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
  validateIps(status.podIPs, before.podIPs, at('status', 'podIPs'), scope);
  const hostPath = at('status', 'hostIPs');
  const [host] = status.hostIPs ?? [];
  if (host && (host.ip ?? '') !== (status.hostIP ?? '')) {
    errors.invalid(hostPath.index(0).child('ip'), host.ip ?? '', 'must be equal to `hostIP`');
  }
  validateIps(status.hostIPs, before.hostIPs, hostPath, scope);
}

const SYSTEM: ReadonlySet<string> = new Set(['PodScheduled', 'Ready', 'Initialized']);

/** One address of each family, and none that is new and bad (validatePodIPs, validateHostIPs@1.36). */
function validateIps(ips: Addresses = [], before: Addresses = [], path: FieldPath, scope: Scope): void {
  for (const [index, { ip = '' }] of ips.entries()) {
    if (!before.some((old) => old.ip === ip)) validateIp(ip, path.index(index), scope);
  }
  if (ips.length < 2) return;
  const families = new Set(ips.map(({ ip = '' }) => ip.includes(':')));
  const bad = ips.find(({ ip = '' }) => !isIpAddress(ip));
  if (bad) {
    const why = `failed to check for dual stack with error:invalid IP: ${bad.ip ?? ''}`;
    scope.errors.list.push({ ...errorAt(path), type: 'InternalError', detail: why });
  }
  if (families.size === 2 && ips.length === 2 && !bad) return;
  const shown = ips.map(({ ip = '' }) => ({ IP: ip }));
  scope.errors.invalid(path, shown, 'may specify no more than one IP for each IP family');
}

function errorAt(path: FieldPath): Pick<FieldError, 'field' | 'path' | 'badValue'> {
  return { field: path.toString(), path: path.toPlace(), badValue: undefined };
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
