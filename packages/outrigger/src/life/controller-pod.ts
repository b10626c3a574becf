import type { Workload } from '@outrigger/manifest';

type Pod = Workload['pod'];

/** The pod as the API server gets it: with a name, which controllers leave to it, and a StatefulSet's claims. */
export function controllerPod(workload: Workload): Pod {
  return withClaims(withName(workload.pod), workload);
}

function withName(pod: Pod): Pod {
  const { name, generateName } = pod.metadata ?? {};
  if (name !== undefined || generateName === undefined) return pod;
  return { ...pod, metadata: { ...pod.metadata, name: `${generateName}xxxxx` } };
}

/** pkg/controller/statefulset/stateful_set_utils.go: updateStorage puts a claim in the place of a volume of its name. */
function withClaims(pod: Pod, { kind, object }: Workload): Pod {
  const spec = object.value.spec as { readonly volumeClaimTemplates?: unknown } | undefined;
  const templates = kind === 'StatefulSet' ? spec?.volumeClaimTemplates : undefined;
  if (!Array.isArray(templates) || !pod.spec) return pod;
  const claims = templates.flatMap((template: { readonly metadata?: { readonly name?: unknown } }) => {
    const name = template?.metadata?.name;
    return typeof name === 'string'
      ? { name, persistentVolumeClaim: { claimName: `${name}-${pod.metadata?.name}` } }
      : [];
  });
  const others = (pod.spec.volumes ?? []).filter(({ name }) => !claims.some((claim) => claim.name === name));
  return { ...pod, spec: { ...pod.spec, volumes: [...others, ...claims] } };
}
