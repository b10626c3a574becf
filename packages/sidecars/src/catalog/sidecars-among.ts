import type { CatalogEntry } from './catalog-entry.ts';
import { isInjected } from './is-injected.ts';

/** Which of a pod's ordinary containers are sidecars by what the catalog knows, beside a container that is the application. */
export function sidecarsAmong<C extends Recognised>(mains: readonly C[]): readonly C[] {
  // What an injector added is never the app, wherever it stands and however well the app's own image is known.
  const own = mains.filter(({ name, entry }) => !isInjected(name, entry));
  const [first = mains[0]] = own;
  const known = mains.filter((container) => container.entry && !(container === first && isRunForItself(container)));
  if (known.length < mains.length) return known;
  // Where everything is a sidecar by its image, one is what the others are there for.
  const app = own.find(isRunForItself) ?? first;
  return known.filter((container) => container !== app);
}

/** A container and what the catalog knows it as. */
interface Recognised {
  readonly name: string;
  readonly entry?: CatalogEntry | undefined;
}

/** What is also run for itself is the app when it comes first: an exporter in a pod of its own, with a proxy beside it. */
function isRunForItself({ name, entry }: Recognised): boolean {
  return entry?.recognise.alsoAnApp === true && !entry.recognise.byName?.includes(name);
}
