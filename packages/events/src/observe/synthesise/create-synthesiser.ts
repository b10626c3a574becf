import type { Observation } from '../../observation.ts';
import { deploymentConditions, nodeConditions } from './condition-changes.ts';
import { containerEnds } from './container-ends.ts';
import { type Patience, stuckAt } from './stuck-pod.ts';
import { type Said, synthesised } from './synthesised.ts';
import type { WatchedObject } from './watched-object.ts';

/** Says what Kubernetes tells by no Event, from changes of pods, nodes and Deployments (reference C.7). */
export interface Synthesiser {
  /** Takes a change, and gives what it says. What was before is taken from the change, or else remembered. */
  readonly learn: (change: SynthesisedFrom, now: number) => readonly Observation[];
  /** Pods that are stuck by now and were not when it was asked before. */
  readonly look: (now: number) => readonly Observation[];
}

/** A change as informers tell it. */
export interface SynthesisedFrom {
  readonly type: string;
  readonly object: WatchedObject;
}

/** For which cluster, and how patient. */
export interface SynthesiserOptions {
  readonly cluster: string;
  readonly patience?: Partial<Patience>;
}

const USUAL: Patience = { pendingMs: 300_000, creatingMs: 300_000, terminatingMs: 120_000 };

const SAYS: Readonly<
  Record<string, (object: WatchedObject, before: WatchedObject | undefined, now: number) => readonly Said[]>
> = { Pod: containerEnds, Node: nodeConditions, Deployment: deploymentConditions };

/** Knows nothing at first. Of what has gone it keeps nothing. */
export function createSynthesiser({ cluster, patience = {} }: SynthesiserOptions): Synthesiser {
  const limits = { ...USUAL, ...patience };
  const known = new Map<string, WatchedObject>();
  const waiting = new Map<string, { readonly object: WatchedObject; readonly due: number; readonly said: Said }>();
  const told = new Map<string, string>();

  const forget = (key: string): void => {
    known.delete(key);
    waiting.delete(key);
    told.delete(key);
  };
  return {
    learn({ type, object }, now) {
      const says = SAYS[object.kind ?? ''];
      const uid = object.metadata?.uid ?? '';
      if (says === undefined || uid === '') return [];
      const said = says(object, known.get(uid), now).map((one) => synthesised(object, one, { cluster, now }));
      if (type === 'DELETED') {
        forget(uid);
        return said;
      }
      known.set(uid, object);
      const stuck = object.kind === 'Pod' ? stuckAt(object, limits) : undefined;
      if (stuck === undefined || told.get(uid) === stuck.said.key) waiting.delete(uid);
      else waiting.set(uid, { object, ...stuck });
      return said;
    },
    look(now) {
      const due = Array.from(waiting).filter(([, { due }]) => due <= now);
      return due.map(([uid, { object, said }]) => {
        waiting.delete(uid);
        told.set(uid, said.key);
        return synthesised(object, said, { cluster, now });
      });
    },
  };
}
