import type { Workload } from '@outrigger/manifest';

/** A version that a pod with native sidecars needs, and why. */
export interface NeededVersion {
  readonly version: string;
  readonly because: string;
}

/** The kubelets that a pod's sidecars need: reference sidecars.md A.11. Empty for a pod without sidecars. */
export function neededVersions(pod: Workload['pod']): readonly NeededVersion[] {
  const { restartPolicy = 'Always', initContainers = [] } = pod.spec ?? {};
  const sidecars = initContainers.filter((container) => container.restartPolicy === 'Always');
  if (sidecars.length === 0) return [];
  const hasProbe = sidecars.some(({ startupProbe }) => startupProbe !== undefined);
  const needs: NeededVersion[] = [{ version: '1.29', because: 'native sidecars are on by default' }];
  if (restartPolicy !== 'Always') {
    needs.push({
      version: '1.29.3',
      because: `under ${restartPolicy} the status of restarted sidecars is right (k/k#122902)`,
    });
  }
  if (sidecars.length > 1) {
    needs.push({
      version: '1.29.8, 1.30.4 or 1.31',
      because: 'several sidecars stop while one has not started (k/k#125880)',
    });
  }
  if (restartPolicy === 'Never' && hasProbe) {
    needs.push({ version: '1.33.6 or 1.34.2', because: 'under Never a sidecar may fail its first start (k/k#132826)' });
  }
  if (hasProbe)
    needs.push({
      version: 'not 1.35.0 to 1.35.3',
      because: 'a crashed app is restarted after a kubelet restart (k/k#136910)',
    });
  return needs;
}
