import type { IContainer, IPod } from 'kubernetes-models/v1';
import type { ContainerSetup } from './container-setup.ts';
import { containerEnv, type EnvWorld } from './env/container-env.ts';
import { expand } from './env/expand.ts';
import { containerMounts, type MadeVolume, type SubPath } from './mounts.ts';
import { isRefusal } from './refusal.ts';

/** What a container is set up from: its pod's volumes, its machine, and what manifests brought along. */
export interface SetupWorld extends EnvWorld {
  readonly volumes: ReadonlyMap<string, MadeVolume>;
  /** Where this start of the container logs to. */
  readonly logPath: string;
}

/** How a container is started, or why it cannot be, in the kubelet's words. */
export type SetUp =
  | {
      readonly ok: true;
      readonly setup: ContainerSetup;
      /** To be made with `makeSubPaths` before the start. */
      readonly subPaths: readonly SubPath[];
    }
  | { readonly ok: false; readonly reason: 'CreateContainerConfigError'; readonly message: string };

/**
 * Resolves everything that a container is started with (pkg/kubelet/kubelet_pods.go@v1.36.2: GenerateRunContainerOptions). The
 * pod is as the API server has it; the container is found by its name.
 *
 * @example
 * const made = setUpContainer(pod, { name: 'app' }, world);
 * if (made.ok) made.setup.env; // [['PORT', '80']]
 */
export function setUpContainer(pod: IPod, { name }: { readonly name: string }, world: SetupWorld): SetUp {
  const container = findContainer(pod, name);
  if (!container) return failed(`container ${name} not found`);
  const env = containerEnv(pod, container, world);
  if (isRefusal(env)) return failed(env.refused);
  const mounted = containerMounts(container, env, world.volumes);
  if (isRefusal(mounted)) return failed(mounted.refused);
  const expanded = (words: readonly string[] = []) =>
    words.map((word) => expand(word, (variable) => env.get(variable)));
  return {
    ok: true,
    setup: {
      command: expanded(container.command),
      args: expanded(container.args),
      workingDir: container.workingDir || undefined,
      env: [...env],
      mounts: mounted.mounts,
      logPath: world.logPath,
      terminationMessagePath: container.terminationMessagePath || '/dev/termination-log',
      terminationMessagePolicy:
        container.terminationMessagePolicy === 'FallbackToLogsOnError' ? 'FallbackToLogsOnError' : 'File',
    },
    subPaths: mounted.subPaths,
  };
}

function findContainer({ spec }: IPod, name: string): IContainer | undefined {
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
  return (all as readonly IContainer[]).find((container) => container.name === name);
}

function failed(message: string): SetUp {
  return { ok: false, reason: 'CreateContainerConfigError', message };
}
