/**
 * After which field of a map a new one is written: people look for `restartPolicy` of a sidecar at its top, and for init
 * containers before the others. Undefined for the end of the map.
 */
export function fieldBefore(name: string, present: readonly string[]): number | undefined {
  const order = orders.find((fields) => fields.includes(name));
  if (!order) return undefined;
  for (let i = order.indexOf(name) - 1; i >= 0; i--) {
    const at = present.indexOf(order[i] as string);
    if (at >= 0) return at;
  }
  return undefined;
}

/** The field that a new one is written in front of, where none that comes before it is there. */
export function fieldAfter(name: string, present: readonly string[]): number | undefined {
  const order = orders.find((fields) => fields.includes(name));
  if (!order) return undefined;
  for (let i = order.indexOf(name) + 1; i < order.length; i++) {
    const at = present.indexOf(order[i] as string);
    if (at >= 0) return at;
  }
  return undefined;
}

// Fields that belong together, in the order in which the documentation of Kubernetes writes them.
const orders: readonly (readonly string[])[] = [
  ['initContainers', 'containers'],
  ['name', 'image', 'imagePullPolicy', 'restartPolicy', 'command', 'args'],
  ['env', 'ports', 'startupProbe', 'readinessProbe', 'livenessProbe'],
];
