import type { Change } from '@outrigger/cluster';
import type { RememberedObject } from '../correlate/correlator.ts';
import { objectKey } from '../correlate/object-key.ts';
import type { Topology } from '../correlate/topology.ts';
import type { IncidentObject } from '../incident.ts';

/**
 * What a correlator remembers and no list has any more: it went while nobody looked. Events of it may still come, and its troubles
 * are over. To be asked when all lists are read; objects of kinds that nobody reads are not among them.
 */
export function goneMeanwhile(
  remembered: readonly RememberedObject[],
  topology: Pick<Topology, 'isKnown' | 'hasKind'>,
): readonly Change[] {
  const gone = new Map<string, Change>();
  const add = (object: IncidentObject, owner: IncidentObject | undefined, node: string | undefined): void => {
    if (!topology.hasKind(object.kind) || topology.isKnown(object)) return;
    gone.set(objectKey(object), endOf(object, owner, node));
  };
  for (const { object, subject, node } of remembered) {
    add(subject, undefined, undefined);
    if (objectKey(subject) !== objectKey(object)) add(object, subject, node);
  }
  return [...gone.values()];
}

function endOf(
  { kind, namespace, name }: IncidentObject,
  owner: IncidentObject | undefined,
  node: string | undefined,
): Change {
  return {
    type: 'DELETED',
    object: {
      apiVersion: '',
      kind,
      metadata: {
        name,
        namespace,
        ...(owner && {
          ownerReferences: [{ apiVersion: '', kind: owner.kind, name: owner.name, uid: '', controller: true }],
        }),
      },
      ...(node !== undefined && kind === 'Pod' && { spec: { nodeName: node } }),
    },
  };
}
