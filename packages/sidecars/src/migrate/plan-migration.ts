import type { Workload } from '@outrigger/manifest';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import { isInjected } from '../catalog/is-injected.ts';
import { helpersOf } from '../evidence/helpers-of.ts';
import type { Hack } from '../hacks/hack.ts';
import { removeHacks } from '../hacks/removal/remove-hacks.ts';
import { createSubject } from '../subject/create-subject.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';
import { addStartupProbe } from './add-startup-probe.ts';
import { chooseSidecars } from './choose-sidecars.ts';
import { type EditedPod, editPod } from './edited-pod.ts';
import type { LeftOver, Migration } from './migration.ts';
import { moveToInits } from './move-to-inits.ts';
import { unshareProcesses } from './unshare-processes.ts';
import { asInjected } from './vendors/as-injected.ts';
import { dropQuitSettings } from './vendors/cloud-sql.ts';
import { leavesOutProbe } from './vendors/leaves-out-probe.ts';

/** What a migration may touch. */
export interface MigrationOptions {
  /** Containers to move that nothing is known about, or that are only moved when somebody asks. */
  readonly sidecars?: readonly string[];
  /** Also what an injector has put into the pod: rendered output that is kept in Git. */
  readonly injected?: boolean;
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
}

/**
 * Plans how the sidecars of a workload become native: which containers move, which probe makes the app wait for them, and which
 * workarounds go because nothing needs them any more. What is native already only gets the startup probe that it lacks.
 */
export function planMigration(workload: Workload, options: MigrationOptions = {}): Migration {
  const subject = createSubject(workload, options);
  const { moved, left } = chooseSidecars(subject, options);
  // What an injector has written as a sidecar is as it wants it.
  const native = subject.containers.filter(
    ({ name, kind, entry }) => moved.includes(name) || (kind === 'sidecar' && !isInjected(name, entry)),
  );
  const edited = editPod(workload);
  const more: LeftOver[] = [];
  const removed = takeOutHacks(edited, subject, native);
  more.push(...unshareProcesses(edited, { hacks: subject.hacks, removed }));
  for (const { name, entry } of native) if (entry?.id === 'cloud-sql-proxy') dropQuitSettings(edited, name);
  for (const name of moved) {
    const entry = native.find((container) => container.name === name)?.entry;
    moveToInits(edited, name, entry);
    asInjected(edited, { workload, name, entry });
  }
  for (const { name, entry } of native) {
    if (moved.includes(name) && leavesOutProbe(workload, name, entry)) more.push(unprobed(name));
    else more.push(...addStartupProbe(edited, name, entry));
  }
  const steps = edited.steps();
  const known = helpersOf(subject);
  return {
    workload,
    helpers: [...known, ...native.filter(({ name }) => !known.some((each) => each.name === name))],
    pod: edited.pod(),
    steps,
    patch: steps.flatMap(({ patch }) => patch),
    left: [...left, ...more],
  };
}

type Native = readonly { readonly name: string; readonly entry?: CatalogEntry }[];

function unprobed(name: string): LeftOver {
  return {
    kind: 'person',
    container: name,
    message: `nothing makes the app wait for ${name}: its injector was told to give it no such probe`,
  };
}

/** Hacks go when the sidecar that they are about is native; what an injector wrote for its own proxy is its own business. */
function takeOutHacks(edited: EditedPod, subject: WorkloadSubject, native: Native): readonly Hack[] {
  const names = new Set(native.flatMap(({ name, entry }) => [name, ...(entry ? [entry.id] : [])]));
  const injected = new Set(native.flatMap(({ name, entry }) => (isInjected(name, entry) ? [name] : [])));
  const hacks = subject.hacks.filter(({ about, container, path, edits }) => {
    if (edits === undefined || (container !== undefined && injected.has(container))) return false;
    // Annotations tell an injector what to do: it reads them in native mode too, and knows which of them mean nothing there.
    if (path[0] === 'metadata' && about !== undefined && injected.has(about)) return false;
    return about !== undefined ? names.has(about) : container !== undefined && names.has(container);
  });
  if (hacks.length > 0) {
    edited.step(
      `Take out ${[...new Set(hacks.map(({ evidence }) => evidence))].join(', ')}`,
      removeHacks(edited.pod(), hacks),
    );
  }
  return hacks;
}
