import type { IPod, IPodSpec, IToleration, IVolume, IVolumeMount } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';

type Pod = Draft<IPod>;
type Spec = Draft<IPodSpec>;

/** What the plugins need to know of the cluster; the defaults are those of a cluster without priority classes. */
export interface PluginOptions {
  /** The name of the token's volume; the server makes one up (`kube-api-access-x7k2m`). Without it no token is mounted. */
  readonly tokenVolume?: string;
}

/**
 * A pod with what an API server's default admission plugins add on creation: the account and its token, priority, and
 * tolerations of five minutes. Source: plugin/pkg/admission/{serviceaccount,priority,defaulttolerationseconds}@1.36.2.
 */
export function addPluginDefaults(pod: Pod, { tokenVolume }: PluginOptions = {}): Pod {
  const spec = pod.spec ?? {};
  const account = spec.serviceAccountName || 'default';
  const added: Spec = {
    ...spec,
    serviceAccountName: account,
    serviceAccount: account,
    tolerations: addDefaultTolerations(spec.tolerations ?? []),
    priority: spec.priority ?? 0,
    preemptionPolicy: spec.preemptionPolicy ?? 'PreemptLowerPriority',
  };
  const mountsToken = tokenVolume !== undefined && spec.automountServiceAccountToken !== false;
  return { ...pod, spec: mountsToken ? mountToken(added, tokenVolume) : added };
}

/** A pod that says nothing about these taints stays for five minutes (plugin/pkg/admission/defaulttolerationseconds@1.36.2). */
export function addDefaultTolerations(tolerations: readonly Draft<IToleration>[]): readonly Draft<IToleration>[] {
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter((taint) => {
    return !tolerations.some(({ key, effect }) => {
      return (!key || key === taint) && (!effect || effect === 'NoExecute');
    });
  });
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return added.length === 0 ? tolerations : [...tolerations, ...added];
}

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A spec whose containers find the token of its account in this volume (plugin/pkg/admission/serviceaccount@1.36.2). */
export function mountToken(spec: Spec, volume: string): Spec {
  const mount: Draft<IVolumeMount> = { name: volume, readOnly: true, mountPath: TOKEN_PATH };
  const addTo = <Container extends { readonly volumeMounts?: readonly Draft<IVolumeMount>[] }>(
    container: Container,
  ) => {
    const mounts = container.volumeMounts ?? [];
    const isTaken = mounts.some(({ mountPath }) => mountPath === TOKEN_PATH);
    return isTaken ? container : { ...container, volumeMounts: [...mounts, mount] };
  };
  const mounted: Spec = {
    ...spec,
    ...(spec.initContainers && { initContainers: spec.initContainers.map(addTo) }),
    containers: (spec.containers ?? []).map(addTo),
  };
  const containers = [...(mounted.initContainers ?? []), ...(mounted.containers ?? [])];
  const isUsed = containers.some(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === volume));
  return isUsed ? { ...mounted, volumes: [...(spec.volumes ?? []), tokenSource(volume)] } : spec;
}

function tokenSource(name: string): Draft<IVolume> {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 0o644,
    },
  };
}
