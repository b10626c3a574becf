import type { Workload } from '@outrigger/manifest';

/** The pod as it would be with some of its containers as native sidecars, in front of the other init containers that come after them. */
export function asNative(pod: Workload['pod'], names: readonly string[]): Workload['pod'] {
  const { spec } = pod;
  if (!spec) return pod;
  const moved = spec.containers.filter(({ name }) => names.includes(name));
  return {
    ...pod,
    spec: {
      ...spec,
      initContainers: [
        ...(spec.initContainers ?? []),
        ...moved.map((container) => ({ ...container, restartPolicy: 'Always' as const })),
      ],
      containers: spec.containers.filter(({ name }) => !names.includes(name)),
    },
  };
}
