import type { IPod } from 'kubernetes-models/v1';
import type { Change, View, Wake } from '../controller.ts';
import { pods, services } from '../kinds.ts';
import { keyOf } from '../read/owner.ts';

/** Services whose selector takes a pod in, or took it in before. */
export function* servicesOf({ before, after }: Change<IPod>, view: View): Iterable<Wake> {
  const { namespace } = keyOf(after ?? before);
  for (const service of view.list(services, namespace)) {
    const { selector } = service.spec ?? {};
    if (selector && [before, after].some((pod) => pod && isSelected(selector, pod))) yield keyOf(service);
  }
}

/** The pods that a service is for, in the order of their names. */
export function podsOf(view: View, namespace: string, selector: Readonly<Record<string, string>>): readonly IPod[] {
  const selected = view.list(pods, namespace).filter((pod) => isSelected(selector, pod));
  return selected.toSorted((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
}

/** The number of a service's port at a pod; undefined where the pod has no port of that name (podutil.FindPort@1.36). */
export function portAt(
  { spec }: IPod,
  {
    targetPort,
    port,
    protocol = 'TCP',
  }: { readonly targetPort?: string | number; readonly port: number; readonly protocol?: string },
): number | undefined {
  if (typeof targetPort === 'number') return targetPort === 0 ? port : targetPort;
  if (targetPort === undefined || targetPort === '') return port;
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(spec?.containers ?? []), ...sidecars]
    .flatMap(({ ports = [] }) => ports)
    .find((each) => each.name === targetPort && (each.protocol ?? 'TCP') === protocol)?.containerPort;
}

function isSelected(selector: Readonly<Record<string, string>>, { metadata }: IPod): boolean {
  return Object.entries(selector).every(([key, value]) => metadata?.labels?.[key] === value);
}
