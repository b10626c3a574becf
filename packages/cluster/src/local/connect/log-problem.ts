import type { KeptPod } from './pod-of-call.ts';

/**
 * Why a container has no log to show, in the kubelet's words; undefined where it has one (kubernetes pkg/kubelet/kubelet_pods.go
 * validateContainerLogStatus@1.36).
 */
export function logProblem({ metadata, status }: KeptPod, container: string, previous: boolean): string | undefined {
  const name = JSON.stringify(container);
  const pod = JSON.stringify(metadata?.name ?? '');
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  const statuses = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  const own = statuses.find((each) => each.name === container);
  if (own === undefined) return `container ${name} in pod ${pod} is not available`;
  const last = own.lastState?.terminated;
  if (previous) return last?.containerID ? undefined : `previous terminated container ${name} in pod ${pod} not found`;
  const { running, terminated, waiting } = own.state ?? {};
  if (running !== undefined) return undefined;
  if (terminated !== undefined || last !== undefined) {
    return terminated?.containerID || last?.containerID ? undefined : `container ${name} in pod ${pod} is terminated`;
  }
  const begins = `container ${name} in pod ${pod} is waiting to start`;
  if (waiting === undefined) return `${begins} - no logs yet`;
  return `${begins}: ${reasons[waiting.reason ?? ''] ?? waiting.reason ?? ''}`;
}

const reasons: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};
