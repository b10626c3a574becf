import type { IContainer, IContainerStatus, IPod, IResourceRequirements } from 'kubernetes-models/v1';
import { defaultRequests } from './default-requests.ts';
import { type BadField, type ResourceAmounts, readAmounts, type WrittenAmounts } from './resource-amounts.ts';
import type { ResourceRules } from './resource-rules.ts';

/** A pod's resources, read once under the rules of one version; every question of this folder is asked of it. */
export interface PodResources {
  readonly pod: IPod;
  readonly rules: ResourceRules;
  /** In the order in which the node gives them their share: init containers and sidecars, then main containers. */
  readonly containers: readonly ContainerResources[];
  /** `spec.resources`; undefined when it is not set or not known to this version. */
  readonly podLevel: PodLevelResources | undefined;
  readonly overhead: ResourceAmounts;
  /** The last resize was refused for good; what the spec asks for will not come. */
  readonly resizeInfeasible: boolean;
  /** Quantities that the API server would refuse; they count as not written. */
  readonly problems: readonly BadField[];
}

/** One container's resources. */
export interface ContainerResources extends Asked {
  readonly name: string;
  readonly kind: 'init' | 'sidecar' | 'main';
  /** What the node reports about it; undefined when it reports nothing. */
  readonly reported: ReportedResources | undefined;
}

/** What a spec asks for. */
export interface Asked {
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
}

/** What a status says was promised (`allocatedResources`) and what is in force (`resources`). */
export interface ReportedResources {
  readonly allocated: ResourceAmounts | undefined;
  readonly actuated: Asked | undefined;
}

/** `spec.resources` with what the status says about it. */
export interface PodLevelResources extends Asked {
  readonly reported: ReportedResources | undefined;
}

/**
 * Reads a pod's resources with the API server's defaults filled in: requests default to limits.
 *
 * @example
 * const resources = podResources(pod, resourceRulesFor(36, 2, {}));
 * effectiveRequests(resources).get('cpu')?.total;
 */
export function podResources(pod: IPod, rules: ResourceRules): PodResources {
  return defaultRequests(writtenResources(pod, rules));
}

/** Reads a pod's resources just as they stand, without the API server's defaults. */
export function writtenResources(pod: IPod, rules: ResourceRules): PodResources {
  const problems: BadField[] = [];
  const read: Read = (written, field) => readAmounts(written, field, (bad) => problems.push(bad));
  const { spec, status } = pod;
  const isSidecar = (c: IContainer) => rules.sidecarsKnown && c.restartPolicy === 'Always';
  return {
    pod,
    rules,
    containers: [
      ...(spec?.initContainers ?? []).map(
        (c, i): ContainerResources => ({
          name: c.name,
          kind: isSidecar(c) ? 'sidecar' : 'init',
          ...readAsked(c.resources, `spec.initContainers[${i}].resources`, read),
          reported: readReported(
            status?.initContainerStatuses?.find(isOf(c)),
            `status.initContainerStatuses{${c.name}}`,
            read,
          ),
        }),
      ),
      ...(spec?.containers ?? []).map(
        (c, i): ContainerResources => ({
          name: c.name,
          kind: 'main',
          ...readAsked(c.resources, `spec.containers[${i}].resources`, read),
          reported: readReported(status?.containerStatuses?.find(isOf(c)), `status.containerStatuses{${c.name}}`, read),
        }),
      ),
    ],
    podLevel:
      rules.podLevelResources && spec?.resources
        ? { ...readAsked(spec.resources, 'spec.resources', read), reported: readReported(status, 'status', read) }
        : undefined,
    overhead: read(spec?.overhead, 'spec.overhead'),
    resizeInfeasible: isResizeInfeasible(pod, rules),
    problems,
  };
}

type Read = (written: WrittenAmounts | undefined, field: string) => ResourceAmounts;

function readAsked(written: IResourceRequirements | undefined, field: string, read: Read): Asked {
  return { requests: read(written?.requests, `${field}.requests`), limits: read(written?.limits, `${field}.limits`) };
}

interface WrittenStatus {
  readonly allocatedResources?: WrittenAmounts;
  readonly resources?: IResourceRequirements;
}

function readReported(status: WrittenStatus | undefined, field: string, read: Read): ReportedResources | undefined {
  if (!status?.allocatedResources && !status?.resources) return undefined;
  return {
    allocated: status.allocatedResources && read(status.allocatedResources, `${field}.allocatedResources`),
    actuated: status.resources && readAsked(status.resources, `${field}.resources`, read),
  };
}

const isOf = (container: IContainer) => (status: IContainerStatus) => status.name === container.name;

/**
 * Until 1.32 `status.resize` says so, then the first condition PodResizePending
 * (component-helpers/resource/helpers.go@v1.36.2: IsPodResizeInfeasible).
 */
function isResizeInfeasible({ status }: IPod, { resize }: ResourceRules): boolean {
  if (resize !== 'allocated-and-actuated') return status?.resize === 'Infeasible';
  return status?.conditions?.find((condition) => condition.type === 'PodResizePending')?.reason === 'Infeasible';
}
