import { isInjected } from '../catalog/is-injected.ts';
import { meetsTarget } from '../kustomize/meets-target.ts';
import { patchEntries } from '../kustomize/patch-entry.ts';
import { reachOf } from '../kustomize/reach.ts';
import type { ObjectsSubject } from '../subject/objects-subject.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';
import { legacySidecarsOf, mainsOf } from './containers-of.ts';
import type { FoundInObject, Rule } from './rule.ts';

export const patchByIndex: Rule = {
  id: 'SC071',
  name: 'patch-by-index',
  title: 'A JSON patch addresses a container by its place',
  group: 'nearby',
  severity: 'warning',
  about: 'objects',
  why: 'Moving a container out of `containers` shifts those behind it: a pointer such as `/spec/template/spec/containers/1` then means another container, or none.',
  instead: 'Patch by name (strategic merge), or change the index together with the migration.',
  sources: ['RFC 6901'],
  check: (subject) => [...indexed(subject)],
};

function* indexed({ objects, workloads }: ObjectsSubject): Iterable<FoundInObject> {
  const shifting = workloads.flatMap((subject) => shiftingFrom(subject));
  if (shifting.length === 0) return;
  const reaches = reachOf(objects);
  for (const [index, object] of objects.entries()) {
    for (const { path, target, text = '' } of patchEntries(object)) {
      const pointers = [...text.matchAll(POINTER)];
      if (pointers.length === 0) continue;
      for (const { workload, from, sidecar } of shifting) {
        if (target && !meetsTarget(target, workload)) continue;
        const pointer = pointers.find(([, place]) => Number(place) >= from)?.[0];
        if (pointer === undefined || !reaches(object, workload.object.file)) continue;
        yield {
          object: index,
          path: path.slice(0, 2),
          message:
            sidecar === undefined
              ? `${pointer} means none of the containers of ${workload.kind.toLowerCase()}/${workload.name}`
              : `${pointer} means another container of ${workload.kind.toLowerCase()}/${workload.name} once ${sidecar} has moved`,
        };
        break;
      }
    }
  }
}

interface Shift {
  readonly workload: WorkloadSubject['workload'];
  /** The first index under `containers` that means, or will mean, something else. */
  readonly from: number;
  /** What will move; undefined where it has. */
  readonly sidecar: string | undefined;
}

function shiftingFrom(subject: WorkloadSubject): readonly Shift[] {
  const { workload, containers } = subject;
  const mains = mainsOf(subject);
  // What moves only when somebody asks, or at an injector, shifts nothing by itself.
  const moving = legacySidecarsOf(subject).filter(
    ({ name, entry }) => entry?.move.when === 'always' && !isInjected(name, entry),
  );
  const legacy = mains.findIndex((container) => moving.includes(container));
  // A patch of the workload has containers of its own, without images.
  if (mains.some(({ container }) => container.image === undefined)) return [];
  if (legacy >= 0) return [{ workload, from: legacy, sidecar: mains[legacy]?.name }];
  return containers.some(({ kind }) => kind === 'sidecar')
    ? [{ workload, from: mains.length, sidecar: undefined }]
    : [];
}

const POINTER = /\/spec(?:\/\w+)*\/containers\/(\d+)/g;
