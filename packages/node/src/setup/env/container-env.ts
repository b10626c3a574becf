import { goQuote } from '@outrigger/pod';
import type { IContainer, IEnvFromSource, IEnvVarSource, IPod } from 'kubernetes-models/v1';
import type { Material } from '../material.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { envFileValue } from './env-file.ts';
import { expand } from './expand.ts';
import { type PodPosition, podFieldAtRun } from './pod-field.ts';
import { resourceField } from './resource-field.ts';

/** What a container's variables are made from. */
export interface EnvWorld extends PodPosition {
  readonly material: Material;
  /** As in {@link ResourceQuestion}. */
  readonly allocatable: Readonly<Record<string, string>>;
  /** The text of a file in a volume of the pod; undefined when it cannot be read. */
  readonly readVolumeFile: (volume: string, path: string) => string | undefined;
}

/**
 * A container's variables in the order in which they are first named: `envFrom`, then `env`, which wins and may refer to
 * what came before (pkg/kubelet/kubelet_pods.go@v1.36.2: makeEnvironmentVariables). Variables of Services are left out: a pod that
 * runs here has no Services beside it, and with `enableServiceLinks: false` a cluster leaves them out too.
 */
export function containerEnv(pod: IPod, container: IContainer, world: EnvWorld): ReadonlyMap<string, string> | Refusal {
  const env = new Map<string, string>();
  for (const source of container.envFrom ?? []) {
    const entries = entriesOf(source, pod, world);
    if (isRefusal(entries)) return entries;
    // Upstream has no order here; sorted, two runs are the same.
    for (const [key, value] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
      env.set((source.prefix ?? '') + key, value);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (value || !valueFrom) {
      env.set(
        name,
        expand(value ?? '', (other) => env.get(other)),
      );
      continue;
    }
    const found = sourceValue(valueFrom, { pod, container, world });
    if (isRefusal(found)) return found;
    if (found !== undefined) env.set(name, found);
  }
  const cut = [...env].find(([, value]) => value.includes('\0'));
  // The kubelet passes it on, and no runtime takes it.
  return cut ? { refused: `invalid environment variable ${goQuote(cut[0])}: contains nul byte (\\x00)` } : env;
}

type Entries = ReadonlyMap<string, string>;

function entriesOf({ configMapRef, secretRef }: IEnvFromSource, pod: IPod, world: EnvWorld): Entries | Refusal {
  const none: Entries = new Map();
  if (configMapRef) {
    const found = world.material.configMap(namespaceOf(pod), configMapRef.name ?? '');
    return found?.data ?? (configMapRef.optional ? none : notFound('configmap', configMapRef.name));
  }
  if (secretRef) {
    const found = world.material.secret(namespaceOf(pod), secretRef.name ?? '');
    if (!found) return secretRef.optional ? none : notFound('secret', secretRef.name);
    return new Map([...found].map(([key, bytes]) => [key, textOf(bytes)]));
  }
  return none;
}

interface Place {
  readonly pod: IPod;
  readonly container: IContainer;
  readonly world: EnvWorld;
}

/** Undefined when something optional is not there: the variable then stays as it was. */
function sourceValue(source: IEnvVarSource, { pod, container, world }: Place): string | Refusal | undefined {
  const namespace = namespaceOf(pod);
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef) return podFieldAtRun(pod, fieldRef.fieldPath, world);
  if (resourceFieldRef) {
    const { allocatable } = world;
    return resourceField(resourceFieldRef, { pod, container: container.name, allocatable, seesPodLimits: true });
  }
  if (configMapKeyRef) {
    const { name = '', key, optional } = configMapKeyRef;
    const found = world.material.configMap(namespace, name);
    if (!found) return optional ? undefined : notFound('configmap', name);
    const missing = { refused: `couldn't find key ${key} in ConfigMap ${namespace}/${name}` };
    return found.data.get(key) ?? (optional ? undefined : missing);
  }
  if (secretKeyRef) {
    const { name = '', key, optional } = secretKeyRef;
    const found = world.material.secret(namespace, name);
    if (!found) return optional ? undefined : notFound('secret', name);
    const bytes = found.get(key);
    if (bytes) return textOf(bytes);
    return optional ? undefined : { refused: `couldn't find key ${key} in Secret ${namespace}/${name}` };
  }
  return fileKeyRef ? fileValue(fileKeyRef, pod, world) : '';
}

function fileValue(
  { volumeName, path, key, optional }: NonNullable<IEnvVarSource['fileKeyRef']>,
  pod: IPod,
  world: EnvWorld,
): string | Refusal | undefined {
  if (!pod.spec?.volumes?.some(({ name }) => name === volumeName))
    return { refused: `cannot find the volume ${goQuote(volumeName)} referenced by FileKeyRef` };
  const text = world.readVolumeFile(volumeName, path);
  const value = text === undefined ? undefined : envFileValue(text, key);
  if (value === undefined || isRefusal(value)) return { refused: "couldn't parse env file" };
  if (value !== '') return value;
  if (optional) return undefined;
  return { refused: `environment variable key ${goQuote(key)} not found in file ${goQuote(path)}` };
}

function namespaceOf(pod: IPod): string {
  return pod.metadata?.namespace ?? 'default';
}

function notFound(kind: 'configmap' | 'secret', name = ''): Refusal {
  return { refused: `${kind} ${goQuote(name)} not found` };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
