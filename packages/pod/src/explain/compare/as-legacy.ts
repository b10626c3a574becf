import type { IPod } from 'kubernetes-models/v1';

/**
 * The same pod with its sidecars as ordinary containers, as they were written before Kubernetes 1.29: in front of the
 * other containers, without a restart policy of their own. Ordinary init containers stay.
 */
export function asLegacy(pod: IPod): IPod {
  const { spec } = pod;
  if (!spec) return pod;
  const inits = spec.initContainers ?? [];
  const sidecars = inits.filter((c) => c.restartPolicy === 'Always');
  if (sidecars.length === 0) return pod;
  const { initContainers: _, ...rest } = spec;
  const others = inits.filter((c) => c.restartPolicy !== 'Always');
  const ordinary = sidecars.map(({ restartPolicy: __, restartPolicyRules: ___, ...container }) => container);
  return {
    ...pod,
    spec: {
      ...rest,
      ...(others.length > 0 ? { initContainers: others } : {}),
      containers: [...ordinary, ...(spec.containers ?? [])],
    },
  };
}
