import { type ManagerId, type Managers, managerId, type Owned } from './field-owners.ts';
import { union } from './field-set.ts';

/** Managers of whom at most ten are updaters: the oldest are put together (managedfields/internal/capmanagers.go@1.36). */
export function cappedManagers(managers: Managers): Managers {
  const updaters = [...managers].filter(([, { isApplied }]) => !isApplied);
  if (updaters.length <= MOST) return managers;
  const sorted = updaters.sort(([id, { time = '' }], [otherId, { time: otherTime = '' }]) =>
    time === otherTime ? (id < otherId ? -1 : 1) : time < otherTime ? -1 : 1,
  );
  const capped = new Map<ManagerId, Owned>(managers);
  const firsts = new Map<string, ManagerId>();
  let count = updaters.length;
  for (const [id, owned] of sorted) {
    if (count <= MOST) break;
    const first = firsts.get(owned.version);
    if (first === undefined) {
      firsts.set(owned.version, id);
      continue;
    }
    const bucket = managerId({ manager: 'ancient-changes', operation: 'Update', apiVersion: owned.version });
    const before = capped.get(bucket) ?? capped.get(first);
    if (!capped.has(bucket)) capped.delete(first);
    const set = before === undefined ? owned.set : union(owned.set, before.set);
    capped.delete(id);
    capped.set(bucket, { ...owned, set });
    count--;
  }
  return capped;
}

const MOST = 10;
