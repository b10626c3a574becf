import type { IPodSpec } from 'kubernetes-models/v1';
import type { PodPlace } from '../../runtime/pod-runtime.ts';
import type { Draft } from '../wire/shape.ts';
import { PROTOCOL } from '../wire/words.ts';
import { dnsOf } from './dns-config.ts';
import { hostnameOf } from './hosts-file.ts';
import { sandboxLabels } from './labels.ts';
import { namespacesOf } from './namespaces.ts';
import { metadataOf, specOf, writtenContainer } from './written-pod.ts';

/**
 * A sandbox as the kubelet asks for it (pkg/kubelet/kuberuntime/kuberuntime_sandbox.go, v1.36.2: generatePodSandboxConfig).
 * There is no pod-level cgroup: a runtime makes one, but never takes it away, and nobody here resizes it.
 */
export function sandboxConfig(place: PodPlace, attempt: number, world: SandboxWorld): Draft<'PodSandboxConfig'> {
  const spec = specOf(place);
  const security = spec.securityContext;
  return {
    metadata: { name: place.name, uid: place.uid, namespace: place.namespace, attempt },
    hostname: spec.hostNetwork ? undefined : hostnameOf(spec, place.name),
    logDirectory: place.folder,
    dnsConfig: dnsOf(spec, world.hostResolv),
    portMappings: spec.hostNetwork ? [] : portMappings(spec),
    labels: sandboxLabels(place, world.owner),
    annotations: metadataOf(place).annotations ?? {},
    linux: {
      sysctls: Object.fromEntries((security?.sysctls ?? []).map(({ name, value }) => [name, value])),
      securityContext: {
        namespaceOptions: namespacesOf(spec),
        selinuxOptions: security?.seLinuxOptions,
        runAsUser: security?.runAsUser === undefined ? undefined : { value: security.runAsUser },
        runAsGroup: security?.runAsGroup === undefined ? undefined : { value: security.runAsGroup },
        supplementalGroups: supplementalGroups(spec),
        privileged: containersOf(spec).some((name) => writtenContainer(spec, name).securityContext?.privileged),
        seccomp: { profileType: 0 },
      },
    },
  };
}

/** What a sandbox is made from that is not in the pod. */
export interface SandboxWorld {
  readonly owner: string;
  /** The text of the machine's /etc/resolv.conf. */
  readonly hostResolv: string;
}

/** Groups that every process of the pod is in beside its own. */
export function supplementalGroups(spec: IPodSpec): readonly number[] {
  const { fsGroup, supplementalGroups: groups = [] } = spec.securityContext ?? {};
  return fsGroup === undefined ? groups : [fsGroup, ...groups];
}

function portMappings(spec: IPodSpec): readonly Draft<'PortMapping'>[] {
  return containersOf(spec)
    .flatMap((name) => writtenContainer(spec, name).ports ?? [])
    .map(({ containerPort, hostPort, hostIP, protocol }) => ({
      containerPort,
      hostPort,
      hostIp: hostIP,
      protocol: PROTOCOL[protocol ?? 'TCP'],
    }));
}

function containersOf(spec: IPodSpec): readonly string[] {
  return [...(spec.initContainers ?? []), ...spec.containers].map(({ name }) => name);
}
