import { relative } from 'node:path';
import type { PodPlace, StartRequest } from '../../runtime/pod-runtime.ts';
import type { Draft, Received } from '../wire/shape.ts';
import { criSignal } from '../wire/words.ts';
import { ANNOTATION, containerLabels } from './labels.ts';
import { type SecurityWorld, securityContext } from './security-context.ts';
import { specOf, writtenContainer } from './written-pod.ts';

/** A container as the kubelet asks for it (pkg/kubelet/kuberuntime/kuberuntime_container.go, v1.36.2: generateContainerConfig). */
export function containerConfig(
  place: PodPlace,
  request: StartRequest,
  world: ContainerWorld,
): Draft<'ContainerConfig'> {
  const { id, attempt, setup } = request;
  const spec = specOf(place);
  const written = writtenContainer(spec, request.container.name);
  const grace = spec.terminationGracePeriodSeconds ?? 30;
  return {
    metadata: { name: written.name, attempt },
    image: { image: world.image.id, userSpecifiedImage: request.container.image },
    command: setup.command,
    args: setup.args,
    workingDir: setup.workingDir,
    envs: setup.env.map(([key, value]) => ({ key, value })),
    mounts: [
      ...setup.mounts.map(({ hostPath, containerPath, readOnly }) => ({ hostPath, containerPath, readonly: readOnly })),
      ...world.ownMounts.filter(
        ({ containerPath }) => !setup.mounts.some((own) => own.containerPath === containerPath),
      ),
    ],
    labels: containerLabels(place, written.name, world.owner),
    annotations: {
      [ANNOTATION.instance]: id,
      [ANNOTATION.restartCount]: String(attempt),
      [ANNOTATION.messagePath]: setup.terminationMessagePath,
      [ANNOTATION.messagePolicy]: setup.terminationMessagePolicy,
      [ANNOTATION.gracePeriod]: String(grace),
    },
    logPath: relative(place.folder, setup.logPath),
    stdin: written.stdin,
    stdinOnce: written.stdinOnce,
    tty: written.tty,
    linux: { resources: world.resources, securityContext: securityContext(spec, written, world) },
    // A runtime before containerd 2.3 passes over it; see stop-container.ts.
    stopSignal: written.lifecycle?.stopSignal === undefined ? undefined : criSignal(written.lifecycle.stopSignal),
  };
}

/** What a container is made from that is neither in the pod nor in its setup. */
export interface ContainerWorld extends SecurityWorld {
  readonly owner: string;
  readonly image: Received<'Image'>;
  readonly resources: Draft<'LinuxContainerResources'>;
  /** Files that every container of the pod gets: its hosts file, its termination message. */
  readonly ownMounts: readonly Draft<'Mount'>[];
}
