import { readQuantity } from '@outrigger/pod';
import type { ApiObject } from '../../../object/api-object.ts';
import { portWarnings } from './port-warnings.ts';
import { specOf } from './validate-pod-change.ts';

type Spec = ReturnType<typeof specOf>;
type Container = NonNullable<Spec['containers']>[number];

/** What a server has to say of a new pod that it takes (GetWarningsForPod in pkg/api/pod/warnings.go@1.36); of a changed one it says nothing. */
export function podWarnings(pod: ApiObject, old: ApiObject | undefined): readonly string[] {
  if (old !== undefined) return [];
  return [...appArmorWarnings(pod, ''), ...specWarnings(pod, '')];
}

/** The same for the template of a workload, at its place (`spec.template`). */
export function templateWarnings(template: ApiObject, place: string): readonly string[] {
  return [...specWarnings(template, `${place}.`), ...appArmorWarnings(template, `${place}.`)];
}

function specWarnings(pod: ApiObject, prefix: string): readonly string[] {
  const spec = specOf(pod);
  const at = `${prefix}spec`;
  const containers = everyContainer(spec, at);
  return [
    ...placeWarnings(spec, at),
    ...volumeWarnings(spec, at),
    ...repeatedNames(spec.hostAliases?.map(({ ip = '' }) => ip) ?? [], `${at}.hostAliases`, 'ip'),
    ...repeatedNames(spec.imagePullSecrets?.map(({ name = '' }) => name) ?? [], `${at}.imagePullSecrets`, 'name'),
    ...fractions(spec.overhead, `${at}.overhead`),
    ...seccompWarnings(pod, prefix),
    ...containers.flatMap(({ container, path }) => [
      ...fractions(container.resources?.limits, `${path}.resources.limits`, ['memory']),
      ...fractions(container.resources?.requests, `${path}.resources.requests`, ['memory']),
      ...fractions(container.resources?.limits, `${path}.resources.limits`, ['ephemeral-storage']),
      ...fractions(container.resources?.requests, `${path}.resources.requests`, ['ephemeral-storage']),
      ...hiddenVariables(container, `${path}.env`),
    ]),
    ...portWarnings(containers),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0 ? [`${at}.terminationGracePeriodSeconds: ${NEGATIVE}`] : []),
    ...affinityWarnings(spec, at),
  ];
}

const NEGATIVE = 'must be >= 0; negative values are invalid and will be treated as 1';

/** Containers with their places: init, main, ephemeral. */
function everyContainer(spec: Spec, at: string): readonly { readonly container: Container; readonly path: string }[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    ((spec[list] ?? []) as readonly Container[]).map((container, index) => ({
      container,
      path: `${at}.${list}[${index}]`,
    })),
  );
}

/** Labels of nodes that have got other names (deprecatedNodeLabels in pkg/api/node/util.go@1.36). */
const renamedLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

const NO_SELECTOR = 'a null labelSelector results in matching no pod';

function placeWarnings(spec: Spec, at: string): readonly string[] {
  const selector = Object.keys(spec.nodeSelector ?? {}).flatMap((key) => {
    return renamedLabels[key] === undefined ? [] : [`${at}.nodeSelector[${key}]: ${renamedLabels[key]}`];
  });
  const spread = (spec.topologySpreadConstraints ?? []).flatMap(({ topologyKey = '', labelSelector }, index) => {
    const path = `${at}.topologySpreadConstraints[${index}]`;
    const renamed = renamedLabels[topologyKey];
    return [
      ...(renamed === undefined ? [] : [`${path}.topologyKey: ${topologyKey} is ${renamed}`]),
      ...(labelSelector ? [] : [`${path}.labelSelector: ${NO_SELECTOR}`]),
    ];
  });
  return [...selector, ...spread];
}

/** Kinds of volumes that are no more, or soon will not be. */
const oldVolumes: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
};

function volumeWarnings({ volumes = [] }: Spec, at: string): readonly string[] {
  return volumes.flatMap((volume, index) =>
    Object.entries(oldVolumes).flatMap(([kind, since]) => {
      const name = kind === 'storageos' ? 'storageOS' : kind;
      return kind in volume ? [`${at}.volumes[${index}].${name}: ${since}`] : [];
    }),
  );
}

function repeatedNames(names: readonly string[], path: string, field: string): readonly string[] {
  const repeated = names.flatMap((name, index) => {
    return names.indexOf(name) < index ? [`${path}[${index}].${field}: duplicate ${field} "${name}"`] : [];
  });
  const empty = names.flatMap((name, index) => {
    return name === '' && field === 'name' ? [`${path}[${index}].name: invalid empty name ""`] : [];
  });
  return [...repeated, ...empty];
}

type Amounts = { readonly [name: string]: string | number | undefined };

function fractions(
  amounts: Amounts = {},
  path: string,
  names: readonly string[] = ['memory', 'ephemeral-storage'],
): readonly string[] {
  return names.flatMap((name) => {
    const amount = amounts[name];
    if (amount === undefined || readQuantity(amount).nanos % 1_000_000_000n === 0n) return [];
    return [`${path}[${name}]: fractional byte value "${amount}" is invalid, must be an integer`];
  });
}

const SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead';

function seccompWarnings(pod: ApiObject, prefix: string): readonly string[] {
  const { annotations = {} } = pod.metadata ?? {};
  const spec = specOf(pod);
  const ofPod = 'seccomp.security.alpha.kubernetes.io/pod';
  const keys = [
    ...(spec.securityContext?.seccompProfile ? [] : [ofPod]),
    ...everyContainer(spec, '').flatMap(({ container }) => {
      return container.securityContext?.seccompProfile
        ? []
        : [`container.seccomp.security.alpha.kubernetes.io/${container.name}`];
    }),
  ];
  return keys.filter((key) => key in annotations).map((key) => `${prefix}metadata.annotations[${key}]: ${SECCOMP}`);
}

function appArmorWarnings(pod: ApiObject, prefix: string): readonly string[] {
  const { annotations = {} } = pod.metadata ?? {};
  const deprecated = 'deprecated since v1.30; use the "appArmorProfile" field instead';
  return everyContainer(specOf(pod), '').flatMap(({ container }) => {
    const key = `container.apparmor.security.beta.kubernetes.io/${container.name}`;
    return key in annotations ? [`${prefix}metadata.annotations[${key}]: ${deprecated}`] : [];
  });
}

/** A variable that is made of its own former value is meant to be there twice. */
function hiddenVariables({ env = [] }: Container, path: string): readonly string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name = '', value = '', valueFrom }, index) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    const own = `$(${name})`;
    if (!isRepeated || (!valueFrom && value !== own && value.includes(own))) return [];
    return [`${path}[${index}]: hides previous definition of "${name}", which may be dropped when using apply`];
  });
}

function affinityWarnings({ affinity }: Spec, at: string): readonly string[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => {
    const path = `${at}.affinity.${kind}`;
    const required = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const preferred = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    return [
      ...required.flatMap(({ labelSelector }, index) => {
        const term = `${path}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`;
        return labelSelector ? [] : [`${term}.labelSelector: ${NO_SELECTOR}`];
      }),
      ...preferred.flatMap(({ podAffinityTerm }, index) => {
        const term = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm`;
        return podAffinityTerm?.labelSelector ? [] : [`${term}.labelSelector: ${NO_SELECTOR}`];
      }),
    ];
  });
}
