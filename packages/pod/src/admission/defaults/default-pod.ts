import type { IPod, IPodSpec } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { defaultContainer, defaultMainContainer, type HostPorts } from './default-container.ts';
import { defaultAmounts, defaultPodLevel } from './default-resources.ts';
import { defaultVolume } from './default-volume.ts';

type Pod = Draft<IPod>;
type Spec = Draft<IPodSpec>;

/**
 * A pod with what an API server fills in before it looks at it: a new value that shares with the old one what stays.
 *
 * Quantities are rounded and printed as they are stored. What plugins of the server add (account, token, priority,
 * tolerations) is not here; see `addPluginDefaults`. Source: SetObjectDefaults_Pod in pkg/apis/core/v1 and the
 * conversion of pkg/apis/core/v1/conversion.go at every minor from 1.27 to 1.36.2.
 *
 * @example
 * ```ts
 * defaultPod({ spec: { containers: [{ name: 'app', image: 'app:1' }] } }, apiServer(36)).spec?.dnsPolicy; // 'ClusterFirst'
 * ```
 */
export function defaultPod(pod: Pod, server: ApiServer): Pod {
  const spec: Spec = pod.spec ?? {};
  const hostPorts: HostPorts = spec.hostNetwork === true ? 'same as containerPort' : 'as given';
  const defaulted: Spec = {
    ...spec,
    ...(spec.volumes && { volumes: spec.volumes.map((volume) => defaultVolume(volume, server)) }),
    ...(spec.initContainers && {
      initContainers: spec.initContainers.map((container) => defaultContainer(container, hostPorts, server)),
    }),
    containers: (spec.containers ?? []).map((container) => defaultMainContainer(container, hostPorts, server)),
    ...(spec.ephemeralContainers && {
      ephemeralContainers: spec.ephemeralContainers.map((container) => defaultContainer(container, 'as given', server)),
    }),
    ...(spec.overhead && { overhead: defaultAmounts(spec.overhead) }),
    ...defaultServiceAccount(spec),
    restartPolicy: spec.restartPolicy || 'Always',
    terminationGracePeriodSeconds: gracePeriod(spec),
    dnsPolicy: spec.dnsPolicy || 'ClusterFirst',
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName || 'default-scheduler',
    enableServiceLinks: spec.enableServiceLinks ?? true,
  };
  return { ...pod, spec: defaultPodLevel(defaulted, server) };
}

/** 30 seconds, and at least one: a negative period becomes 1 (Convert_v1_Pod_To_core_Pod@1.36.2). */
function gracePeriod({ terminationGracePeriodSeconds: seconds = 30 }: Spec): number {
  return seconds < 0 ? 1 : seconds;
}

/** `serviceAccount` is the old name of `serviceAccountName`; both are kept alike (Convert_v1_PodSpec_To_core_PodSpec). */
function defaultServiceAccount({
  serviceAccountName,
  serviceAccount,
}: Spec): Pick<Spec, 'serviceAccount' | 'serviceAccountName'> {
  const name = serviceAccountName || serviceAccount;
  return name ? { serviceAccountName: name, serviceAccount: name } : {};
}
