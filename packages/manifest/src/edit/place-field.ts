/**
 * The place that a new field takes among others: people look for `restartPolicy` of a sidecar at its top, and for init
 * containers before the others. Where the fields are in the order of the alphabet, as programs write them, so is a new one.
 */
export function placeOfField(name: string, present: readonly string[]): number {
  const order = orders.find((fields) => fields.includes(name));
  if (isAlphabetical(present) && order !== containers) {
    const after = present.findIndex((other) => other > name);
    return after < 0 ? present.length : after;
  }
  const place = order?.indexOf(name) ?? 0;
  const before = placesOf(order?.slice(0, place), present).at(-1);
  return before === undefined ? (placesOf(order?.slice(place + 1), present)[0] ?? present.length) : before + 1;
}

/** Where the fields of an order are, as far as they are there. */
function placesOf(order: readonly string[] = [], present: readonly string[] = []): readonly number[] {
  return order.map((field) => present.indexOf(field)).filter((at) => at >= 0);
}

function isAlphabetical(names: readonly string[]): boolean {
  return names.length >= fewest && names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
}

// Fewer may be so by chance.
const fewest = 4;

/** They start before the others, and are read before them. */
const containers: readonly string[] = ['initContainers', 'containers'];

// Fields that belong together, in the order in which the documentation of Kubernetes writes them.
const orders: readonly (readonly string[])[] = [
  containers,
  ['name', 'image', 'imagePullPolicy', 'restartPolicy', 'command', 'args'],
  ['env', 'ports', 'startupProbe', 'readinessProbe', 'livenessProbe'],
];
