import type { Workload } from '@outrigger/manifest';
import { isInjected } from '../catalog/is-injected.ts';
import { legacySidecarsOf, mainsOf } from '../rules/containers-of.ts';
import { endlessCompanion } from '../rules/sc002-endless-companion.ts';
import { unknownLogShipper } from '../rules/sc004-unknown-log-shipper.ts';
import type { SubjectContainer, WorkloadSubject } from '../subject/workload-subject.ts';
import type { LeftOver } from './migration.ts';
import type { MigrationOptions } from './plan-migration.ts';
import { mustStay } from './vendors/must-stay.ts';

/** Which ordinary containers become sidecars, in their order, and what is to be said of the others. */
export function chooseSidecars(
  subject: WorkloadSubject,
  { sidecars = [], injected = false }: MigrationOptions,
): { readonly moved: readonly string[]; readonly left: readonly LeftOver[] } {
  const left: LeftOver[] = [];
  const { workload } = subject;
  const known = legacySidecarsOf(subject);
  const asked = mainsOf(subject).filter(({ name }) => sidecars.includes(name));
  const chosen = mainsOf(subject).filter((container) => {
    if (asked.includes(container)) return mayMove(container, { workload, left });
    return known.includes(container) && movesByItself(container, { workload, injected, left });
  });
  // A pod needs an ordinary container.
  if (chosen.length === mainsOf(subject).length) {
    left.push({ kind: 'refuse', message: 'every container would become a sidecar, and a pod needs one that is none' });
    return { moved: [], left };
  }
  for (const found of [...proposals(subject)]) {
    if (!chosen.some(({ name }) => name === found.container)) left.push(found);
  }
  return { moved: chosen.map(({ name }) => name), left };
}

/** Whether nothing is known that speaks against it; says what does. */
function mayMove(
  container: SubjectContainer,
  { workload, left }: { readonly workload: Workload; readonly left: LeftOver[] },
): boolean {
  const { name, entry } = container;
  const because = entry?.move.when === 'never' ? entry.move.because : mustStay(workload, container);
  if (because === undefined) return true;
  left.push({ kind: 'refuse', container: name, message: `${name} (${entry?.title}) is not moved: ${because}` });
  return false;
}

function movesByItself(
  container: SubjectContainer,
  { workload, injected, left }: { readonly workload: Workload; readonly injected: boolean; readonly left: LeftOver[] },
): boolean {
  const { name, entry } = container;
  if (!entry || !mayMove(container, { workload, left })) return false;
  if (isInjected(name, entry) && !injected) {
    left.push({
      kind: 'propose',
      container: name,
      message: `${name} (${entry.title}) was injected: change it at the injector, or here with --injected`,
    });
    return false;
  }
  if (entry.move.when === 'ask') {
    left.push({
      kind: 'propose',
      container: name,
      message: `${name} (${entry.title}) is moved with --sidecar ${name}: ${entry.move.because}`,
    });
    return false;
  }
  return true;
}

/** Containers that look like sidecars, though nothing is known about them. */
function* proposals(subject: WorkloadSubject): Iterable<LeftOver> {
  for (const rule of [endlessCompanion, unknownLogShipper]) {
    if (rule.about !== 'workload') continue;
    for (const { container, message } of rule.check(subject)) {
      if (container === undefined) continue;
      yield { kind: 'propose', container, message: `${message}: --sidecar ${container} makes it a sidecar` };
    }
  }
}
