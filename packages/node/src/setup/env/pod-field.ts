import { goQuote } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { Refusal } from '../refusal.ts';

/** What a pod has in one of its fields: all that a volume may ask for (pkg/fieldpath/fieldpath.go@v1.36.2: ExtractFieldPathAsString). */
export function podField(pod: IPod, path: string): string | Refusal {
  const { metadata } = pod;
  const subscripted = subscriptOf(path);
  if (subscripted) {
    const [of, key] = subscripted;
    if (of === 'metadata.annotations') return metadata?.annotations?.[key] ?? '';
    if (of === 'metadata.labels') return metadata?.labels?.[key] ?? '';
    return { refused: `fieldPath ${goQuote(path)} does not support subscript` };
  }
  switch (path) {
    case 'metadata.annotations':
      return formatMap(metadata?.annotations);
    case 'metadata.labels':
      return formatMap(metadata?.labels);
    case 'metadata.name':
      return metadata?.name ?? '';
    case 'metadata.namespace':
      return metadata?.namespace ?? 'default';
    case 'metadata.uid':
      return metadata?.uid ?? '';
    default:
      return { refused: `unsupported fieldPath: ${path}` };
  }
}

/** Where a pod runs, as its variables may tell. */
export interface PodPosition {
  readonly nodeName: string;
  /** Of the pod, one of each family; the first is its main one. */
  readonly podIps: readonly string[];
  /** Of the machine. */
  readonly hostIps: readonly string[];
}

/** What a variable may ask for: also what the kubelet learns only when the pod runs (kubelet_pods.go: podFieldSelectorRuntimeValue). */
export function podFieldAtRun(pod: IPod, written: string, position: PodPosition): string | Refusal {
  const { nodeName, podIps, hostIps } = position;
  switch (written) {
    case 'spec.nodeName':
    // Old clients say it so.
    case 'spec.host':
      return nodeName;
    case 'spec.serviceAccountName':
      return pod.spec?.serviceAccountName ?? 'default';
    case 'status.hostIP':
      return hostIps[0] ?? '';
    case 'status.hostIPs':
      return hostIps.join(',');
    case 'status.podIP':
      return podIps[0] ?? '';
    case 'status.podIPs':
      return podIps.join(',');
    default:
      return isLabel(written) ? podField(pod, written) : { refused: `field label not supported: ${written}` };
  }
}

/** pkg/apis/core/pods/helpers.go@v1.36.2: ConvertDownwardAPIFieldLabel. */
function isLabel(path: string): boolean {
  return /^(?:metadata\.(?:annotations|labels|name|namespace|uid)|spec\.restartPolicy|spec\.schedulerName|status\.phase)$/.test(
    subscriptOf(path)?.[0] ?? path,
  );
}

/** `metadata.labels['app']` in two. */
function subscriptOf(path: string): readonly [of: string, key: string] | undefined {
  const [, of, key] = /^(.+?)\['(.*)'\]$/s.exec(path) ?? [];
  return of === undefined || key === undefined ? undefined : [of, key];
}

/** One `key="value"` a line, sorted. */
function formatMap(map: Readonly<Record<string, string>> = {}): string {
  return Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${goQuote(value)}`)
    .join('\n');
}
