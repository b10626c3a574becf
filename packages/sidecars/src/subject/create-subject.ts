import type { Workload } from '@outrigger/manifest';
import { isMeantToFinish } from '@outrigger/pod';
import { allEntries } from '../catalog/all-entries.ts';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import { recogniseSidecar } from '../catalog/recognise-sidecar.ts';
import { createEvidence } from '../evidence/create-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { helpersOf } from '../evidence/helpers-of.ts';
import { findHacks } from '../hacks/find-hacks.ts';
import type { Hack } from '../hacks/hack.ts';
import { DEFAULT_RANGE, type KubeletRange } from './kubelet-range.ts';
import type { SubjectContainer, WorkloadSubject } from './workload-subject.ts';

/** What a subject is looked at with. */
export interface SubjectOptions {
  readonly kubelets?: KubeletRange;
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
}

/** A workload as rules see it. */
export function createSubject(workload: Workload, options: SubjectOptions = {}): WorkloadSubject {
  const { kubelets = DEFAULT_RANGE, entries = allEntries() } = options;
  let containers: readonly SubjectContainer[] | undefined;
  let hacks: readonly Hack[] | undefined;
  let evidence: Evidence | undefined;
  return {
    workload,
    kubelets,
    isMeantToFinish: isMeantToFinish(workload.kind, workload.pod.spec?.restartPolicy),
    get containers() {
      containers ??= containersOf(workload, entries);
      return containers;
    },
    get hacks() {
      hacks ??= findHacks(workload.pod, { entries });
      return hacks;
    },
    get evidence() {
      evidence ??= createEvidence(workload, { kubelets, helpers: () => helpersOf(this) });
      return evidence;
    },
  };
}

function containersOf({ pod }: Workload, entries: readonly CatalogEntry[]): readonly SubjectContainer[] {
  const { initContainers = [], containers = [] } = pod.spec ?? { containers: [] };
  const recognised = (container: SubjectContainer['container']) => {
    const entry = recogniseSidecar(container, entries);
    return entry ? { entry } : {};
  };
  return [
    ...initContainers.map((container, i) => ({
      name: container.name,
      kind: container.restartPolicy === 'Always' ? ('sidecar' as const) : ('init' as const),
      path: ['spec', 'initContainers', i] as const,
      container,
      ...recognised(container),
    })),
    ...containers.map((container, i) => ({
      name: container.name,
      kind: 'main' as const,
      path: ['spec', 'containers', i] as const,
      container,
      ...recognised(container),
    })),
  ];
}
