/** One container as the runtime knows it: created once, started once, ended once. A restart makes a new instance. */
export interface Instance {
  /** The runtime's id; unique in the pod. */
  readonly id: string;
  /** Name and index of the container in the pod. */
  readonly name: string;
  readonly index: number;
  /** Restart count of the container when this instance was made. */
  readonly attempt: number;
  /** Attempt of the sandbox it runs in. */
  readonly sandbox: number;
  readonly image: string;
  readonly state: 'created' | 'running' | 'exited' | 'unknown';
  /** Times in ms on the clock of the play; NaN when it did not happen. */
  readonly createdAt: number;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly exitCode: number;
  /** `Completed`, `Error`, `OOMKilled`, … */
  readonly reason: string;
  readonly message: string;
}

/** A pod sandbox: the network and cgroup that the containers share. */
export interface Sandbox {
  readonly id: string;
  readonly attempt: number;
  readonly ready: boolean;
}

/** Everything the runtime has of a pod, newest first. Replaced as a whole, so that a snapshot is a reference. */
export interface Runtime {
  readonly sandboxes: readonly Sandbox[];
  readonly instances: readonly Instance[];
}

/** A runtime that has nothing of the pod yet. */
export const EMPTY_RUNTIME: Runtime = { sandboxes: [], instances: [] };

/** The newest instance of a container (pkg/kubelet/container/runtime.go: FindContainerStatusByName). */
export function newestOf(runtime: Runtime, index: number): Instance | undefined {
  return runtime.instances.find((instance) => instance.index === index);
}

/** The instance with an id. */
export function instanceOf(runtime: Runtime, id: string): Instance | undefined {
  return runtime.instances.find((instance) => instance.id === id);
}

/** The runtime with one more instance, the newest. */
export function withInstance(runtime: Runtime, instance: Instance): Runtime {
  return { sandboxes: runtime.sandboxes, instances: [instance, ...runtime.instances] };
}

/** The runtime in which one instance has changed. */
export function withChange(runtime: Runtime, id: string, change: Partial<Instance>): Runtime {
  const instances = runtime.instances.map((instance) => (instance.id === id ? { ...instance, ...change } : instance));
  return { sandboxes: runtime.sandboxes, instances };
}

/** The runtime with only the instances that are kept. */
export function withOnly(runtime: Runtime, keep: (instance: Instance) => boolean): Runtime {
  if (runtime.instances.every(keep)) return runtime;
  return { sandboxes: runtime.sandboxes, instances: runtime.instances.filter(keep) };
}

/** The runtime with a new sandbox, the newest. Of the older ones only the last is remembered. */
export function withSandbox(runtime: Runtime, sandbox: Sandbox): Runtime {
  return { sandboxes: [sandbox, ...runtime.sandboxes.slice(0, 1)], instances: runtime.instances };
}

/** The runtime in which one sandbox, or every sandbox, is no longer ready. */
export function withSandboxDown(runtime: Runtime, id?: string): Runtime {
  const down = (s: Sandbox): Sandbox => (s.ready && (id === undefined || s.id === id) ? { ...s, ready: false } : s);
  return { sandboxes: runtime.sandboxes.map(down), instances: runtime.instances };
}

/**
 * The instances without all but the newest dead one of a container. The kubelet removes them when it sees one die
 * (pkg/kubelet/pod_container_deletor.go: getContainersToDeleteInPod, MaxPerPodContainer 1).
 */
export function withoutOldDead(runtime: Runtime, index: number): Runtime {
  const dead = runtime.instances.filter((instance) => instance.index === index && instance.state === 'exited');
  if (dead.length <= 1) return runtime;
  return withOnly(runtime, (instance) => !dead.includes(instance, 1));
}
