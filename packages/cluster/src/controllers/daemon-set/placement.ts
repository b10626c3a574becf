import type { IDaemonSet } from 'kubernetes-models/apps/v1';
import type { INode, IPod } from 'kubernetes-models/v1';
import { isTolerated, wantsNode } from '../read/node-fit.ts';
import type { Template } from '../read/pod-control.ts';

/** Whether a node is to have a daemon, and whether one that is there may stay (NodeShouldRunDaemonPod@1.36). */
export function placementOn(node: INode, { spec }: IDaemonSet): { readonly runs: boolean; readonly stays: boolean } {
  const pod = withTolerations(spec?.template?.spec ?? { containers: [] });
  const fits = (pod.nodeName ?? node.metadata?.name) === node.metadata?.name && wantsNode(pod, node);
  if (!fits) return { runs: false, stays: false };
  const untolerated = (node.spec?.taints ?? []).filter((taint) => !isTolerated(taint, pod.tolerations));
  const stays = !untolerated.some(({ effect }) => effect === 'NoExecute');
  return { runs: stays && !untolerated.some(({ effect }) => effect === 'NoSchedule'), stays };
}

/** The node that a daemon is for: the one it runs on, or the one its affinity names (util.GetTargetNodeName@1.36). */
export function nodeOf({ spec }: IPod): string {
  if (spec?.nodeName) return spec.nodeName;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const { matchFields = [] } of terms) {
    const field = matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (field?.values?.length === 1) return field.values[0] ?? '';
  }
  return '';
}

/** The template of a daemon for one node. */
export function templateFor(
  { metadata, spec }: Template,
  node: string,
  labels: Readonly<Record<string, string>>,
): Template {
  const pod = withTolerations(spec ?? { containers: [] });
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [node] }] };
  const nodeAffinity = {
    ...pod.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
  };
  return {
    metadata: { ...metadata, labels: { ...metadata?.labels, ...labels } },
    spec: { ...pod, affinity: { ...pod.affinity, nodeAffinity } },
  };
}

type PodSpec = NonNullable<IPod['spec']>;
type Toleration = NonNullable<PodSpec['tolerations']>[number];

/** Daemons stay where others go (AddOrUpdateDaemonPodTolerations@1.36). */
function withTolerations(spec: PodSpec): PodSpec {
  const own: readonly (readonly [string, Toleration['effect']])[] = [
    ['not-ready', 'NoExecute'],
    ['unreachable', 'NoExecute'],
    ['disk-pressure', 'NoSchedule'],
    ['memory-pressure', 'NoSchedule'],
    ['pid-pressure', 'NoSchedule'],
    ['unschedulable', 'NoSchedule'],
    ...(spec.hostNetwork ? ([['network-unavailable', 'NoSchedule']] as const) : []),
  ];
  const tolerations = own.map(([name, effect]) => ({
    key: `node.kubernetes.io/${name}`,
    operator: 'Exists' as const,
    ...(effect && { effect }),
  }));
  const others = (spec.tolerations ?? []).filter(
    (one) => !tolerations.some(({ key, effect }) => key === one.key && effect === one.effect),
  );
  return { ...spec, tolerations: [...others, ...tolerations] };
}
