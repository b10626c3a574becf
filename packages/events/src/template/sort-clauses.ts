/**
 * The scheduler and the autoscaler list why how many nodes do not fit, most often in the order of the counts: the same reasons in
 * another order are the same template. `<*> nodes are available: <*> Insufficient cpu, <*> node(s) were unschedulable.`
 */
export function sortClauses(masked: string): string {
  if (!masked.includes(NODES) && !masked.startsWith(SCALE_UP)) return masked;
  return masked.replace(LISTS, (_, head: string, list: string) => head + list.split(', ').sort().join(', '));
}

const NODES = 'nodes are available: ';
const SCALE_UP = "pod didn't trigger scale-up: ";

const LISTS = /(nodes are available: |^pod didn't trigger scale-up: )((?:[^.]|\.(?! |$))*)/g;
