import type { Helper } from '@outrigger/pod';
import { sidecarsAmong } from '../catalog/sidecars-among.ts';
import type { Hack } from '../hacks/hack.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';

/** The ordinary containers that are sidecars by what the catalog knows, and who tells them to end. */
export function helpersOf({ containers, hacks, isMeantToFinish }: WorkloadSubject): readonly Helper[] {
  // Elsewhere everything runs on until the pod is deleted.
  if (!isMeantToFinish) return [];
  return sidecarsAmong(containers.filter(({ kind }) => kind === 'main')).map(({ name, entry }) => {
    const quit = hacks.find(
      (hack) => (hack.about === name || hack.about === entry?.id) && hack.container !== name && endsIt(hack),
    );
    return quit?.container === undefined ? { name } : { name, endedBy: quit.container };
  });
}

/** Whether a workaround ends a sidecar when the work is done, and not when the pod is stopped. */
function endsIt({ kind, path, evidence }: Hack): boolean {
  if (path.includes('lifecycle')) return false;
  if (kind === 'wait-wrapper') return /\s(?:--shutdown|-[a-z]*S)\b|scuttle|envoy-preflight/.test(evidence);
  return kind === 'quit-at-end' || kind === 'kill-across-processes';
}
