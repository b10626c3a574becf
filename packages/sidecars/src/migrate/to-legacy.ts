import type { Workload } from '@outrigger/manifest';
import { editPod, findContainer } from './edited-pod.ts';
import type { LeftOver, Migration } from './migration.ts';

/** Which sidecars go back. */
export interface ToLegacyOptions {
  /** Only these; by default all. */
  readonly sidecars?: readonly string[];
}

/**
 * Plans how native sidecars become ordinary containers again, for clusters that have to go back. Their probes stay: a startup
 * probe of an ordinary container only delays its other probes. What a migration took out stays out.
 */
export function planLegacy(workload: Workload, { sidecars }: ToLegacyOptions = {}): Migration {
  const edited = editPod(workload);
  const left: LeftOver[] = [];
  const all = (workload.pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { name } of all) {
    if (sidecars && !sidecars.includes(name)) continue;
    const found = findContainer(edited.pod(), name);
    if (!found) continue;
    const isLast = edited.pod().spec?.initContainers?.length === 1;
    const to = edited.pod().spec?.containers.length ?? 0;
    edited.step(
      `Make ${name} an ordinary container`,
      [
        { op: 'remove', path: [...found.path, 'restartPolicy'] },
        { op: 'move', from: found.path, path: ['spec', 'containers', to] },
        ...(isLast ? [{ op: 'remove', path: ['spec', 'initContainers'] } as const] : []),
      ],
      name,
    );
    left.push({
      kind: 'person',
      container: name,
      message: `nothing starts ${name} before the app any more, or stops it after it`,
    });
  }
  const steps = edited.steps();
  const patch = steps.flatMap((step) => step.patch);
  return { workload, helpers: all.map(({ name }) => ({ name })), pod: edited.pod(), steps, patch, left };
}
