import type { ServedResource } from './discover.ts';

/**
 * The resource that a person means, as kubectl understands it: `pods`, `pod`, `po`, `Pod`, `deployments.apps`,
 * `deployment.v1.apps`, in any case. Of several the one that discovery names first (the core group, then the server's order).
 */
export function findResource(served: readonly ServedResource[], asked: string): ServedResource | undefined {
  const wanted = asked.toLowerCase();
  const [name = '', ...rest] = wanted.split('.');
  const behind = rest.join('.');
  const [version = '', ...more] = rest;
  const candidates = [
    // A version first, then a group: `deployments.v1.apps` is no group `v1.apps` (schema.ParseResourceArg).
    (one: ServedResource) => rest.length > 0 && one.version === version && one.group === more.join('.'),
    (one: ServedResource) => behind === '' || one.group === behind || isGroupBegun(one.group, behind),
  ];
  const named = served.filter((one) => isCalled(one, name));
  // Plurals and short names go before kinds: a custom kind does not take the name of a resource.
  const ordered = [...named.filter((one) => one.plural === name), ...named.filter((one) => one.plural !== name)];
  for (const fits of candidates) {
    const found = ordered.find(fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isCalled({ plural, singular, kind, shortNames }: ServedResource, name: string): boolean {
  return plural === name || singular === name || kind.toLowerCase() === name || shortNames.includes(name);
}

/** The beginning of a group is enough (meta PriorityRESTMapper's prefix matching@1.36): `ingresses.networking`. */
function isGroupBegun(group: string, behind: string): boolean {
  return group.startsWith(behind);
}
