import type { IncidentObject } from '../incident.ts';
import type { AwayNode, PodStage } from './topology.ts';

/** What a topology reads of an object. */
export interface TopologyObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
  };
  readonly spec?: {
    readonly nodeName?: string;
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key?: string; readonly effect?: string }[];
    readonly volumeName?: string;
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName?: string } }[];
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
    readonly selector?: Readonly<Record<string, unknown>>;
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type?: string; readonly status?: string; readonly reason?: string }[];
  };
}

/** Of an object no more than is asked for. */
export interface KnownObject {
  readonly object: IncidentObject;
  readonly uid: string;
  readonly owner: IncidentObject | undefined;
  readonly node: string | undefined;
  readonly claims: readonly string[] | undefined;
  readonly volume: string | undefined;
  readonly scaleTarget: IncidentObject | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly selector: Readonly<Record<string, unknown>> | undefined;
  readonly isEnding: boolean;
  readonly isReady: boolean | undefined;
  readonly stage: PodStage | undefined;
  readonly isStalled: boolean | undefined;
  readonly isAway: AwayNode['why'] | undefined;
  readonly isReserved: boolean;
}

/** What of an object is kept; undefined where it is none that could be asked for. */
export function knownOf({ kind, metadata = {}, spec = {}, status }: TopologyObject): KnownObject | undefined {
  const { name, namespace = '', uid = '', ownerReferences, labels, deletionTimestamp } = metadata;
  if (kind === undefined || name === undefined) return undefined;
  const owner = ownerReferences?.find(({ controller }) => controller);
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const target = spec.scaleTargetRef;
  return {
    object: { kind, namespace, name },
    uid,
    // A kubelet's own pods belong to their Node, which is where they are and not what they are of.
    owner: owner && owner.kind !== 'Node' ? { kind: owner.kind, namespace, name: owner.name } : undefined,
    node: kind === 'Pod' ? spec.nodeName : undefined,
    claims: spec.volumes?.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
    volume: spec.volumeName,
    scaleTarget: target?.kind && target.name ? { kind: target.kind, namespace, name: target.name } : undefined,
    labels: kind === 'Pod' ? labels : undefined,
    selector: kind === 'Service' ? spec.selector : undefined,
    isEnding: deletionTimestamp !== undefined,
    isReady: ready === undefined ? undefined : ready === 'True',
    stage: kind === 'Pod' ? stageIn(metadata, spec, status) : undefined,
    isStalled: kind === 'Deployment' && status !== undefined ? hasStalled(status) : undefined,
    isAway: spec.unschedulable
      ? 'cordoned'
      : kind === 'Node' && ready !== undefined && ready !== 'True'
        ? 'not-ready'
        : undefined,
    isReserved: spec.taints?.some(isReservation) ?? false,
  };
}

function stageIn(
  { deletionTimestamp }: NonNullable<TopologyObject['metadata']>,
  { nodeName = '' }: NonNullable<TopologyObject['spec']>,
  status: TopologyObject['status'],
): PodStage | undefined {
  if (deletionTimestamp !== undefined) return 'terminating';
  if (status?.phase === undefined) return undefined;
  if (status.phase !== 'Pending') return 'begun';
  return nodeName === '' ? 'pending' : 'creating';
}

/** The controller puts another reason in its place when the rollout goes on (kubernetes pkg/controller/deployment/progress.go@1.36). */
function hasStalled({ conditions = [] }: NonNullable<TopologyObject['status']>): boolean {
  return conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded');
}

/** Kubernetes' own taints say how a node is; others, for whom it is. */
function isReservation({ key = '', effect }: { readonly key?: string; readonly effect?: string }): boolean {
  return effect !== 'PreferNoSchedule' && !key.startsWith('node.kubernetes.io/');
}
