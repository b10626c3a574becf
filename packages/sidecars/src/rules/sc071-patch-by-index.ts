import type { ObjectsSubject } from '../subject/objects-subject.ts';
import { listAt, textAt } from './field-at.ts';
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
  sources: ['reference sidecars.md E.3.12', 'RFC 6901'],
  check: (subject) => [...indexed(subject)],
};

function* indexed({ objects, workloads }: ObjectsSubject): Iterable<FoundInObject> {
  const mayMove = workloads.some(({ containers }) => containers.some(({ entry }) => entry !== undefined));
  if (!mayMove) return;
  for (const [index, object] of objects.entries()) {
    if (object.kind !== 'Kustomization' && object.kind !== 'Component') continue;
    for (const field of ['patches', 'patchesJson6902'] as const) {
      for (const [at, entry] of listAt(object, [field]).entries()) {
        const pointer = POINTER.exec(textAt(entry, ['patch']) ?? '')?.[0];
        if (pointer === undefined) continue;
        yield {
          object: index,
          path: [field, at],
          message: `${pointer} means another container once one in front of it has moved`,
        };
      }
    }
  }
}

const POINTER = /\/spec(?:\/\w+)*\/(?:initContainers|containers)\/\d+/;
