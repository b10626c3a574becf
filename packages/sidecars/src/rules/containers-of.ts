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
  const known = mains.filter(({ entry }) => entry !== undefined);
  if (known.length < mains.length) return known;
  // Where nothing is unknown, the first that may be an application is the application.
  const app = known.find(({ entry }) => entry?.recognise.alsoAnApp);
  return app ? known.filter((container) => container !== app) : known.slice(1);
}

/** The ordinary containers that the sidecars serve. */
export function appsOf(subject: WorkloadSubject): readonly SubjectContainer[] {
  const legacy = legacySidecarsOf(subject);
  return mainsOf(subject).filter((container) => !legacy.includes(container));
}
