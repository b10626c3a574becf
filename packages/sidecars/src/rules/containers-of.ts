import { sidecarsAmong } from '../catalog/sidecars-among.ts';
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
  return sidecarsAmong(mainsOf(subject));
}

/** The ordinary containers that the sidecars serve. */
export function appsOf(subject: WorkloadSubject): readonly SubjectContainer[] {
  const legacy = legacySidecarsOf(subject);
  return mainsOf(subject).filter((container) => !legacy.includes(container));
}
