import type { SubjectContainer, WorkloadSubject } from '../subject/workload-subject.ts';

/** The native sidecars of a pod, in the order in which they start. */
export function sidecarsOf({ containers }: WorkloadSubject): readonly SubjectContainer[] {
  return containers.filter(({ kind }) => kind === 'sidecar');
}

/** The ordinary containers of a pod. */
export function mainsOf({ containers }: WorkloadSubject): readonly SubjectContainer[] {
  return containers.filter(({ kind }) => kind === 'main');
}

/** Sidecars by their image that run as ordinary containers beside an application. */
export function legacySidecarsOf(subject: WorkloadSubject): readonly SubjectContainer[] {
  const mains = mainsOf(subject);
  const known = mains.filter((container) => container.entry !== undefined && !isTheApp(container));
  // Where everything is a sidecar by its image, the first is what the others are there for.
  return known.length < mains.length ? known : known.slice(1);
}

/** What is also run for itself is the app when it comes first: an exporter in a pod of its own, with a proxy beside it. */
function isTheApp({ name, entry, path }: SubjectContainer): boolean {
  return path[2] === 0 && entry?.recognise.alsoAnApp === true && !entry.recognise.byName?.includes(name);
}

/** The ordinary containers that the sidecars serve. */
export function appsOf(subject: WorkloadSubject): readonly SubjectContainer[] {
  const legacy = legacySidecarsOf(subject);
  return mainsOf(subject).filter((container) => !legacy.includes(container));
}
