import type { Observation } from '../../observation.ts';
import { createEntryLog, entriesIn, type SavedEntries } from '../../store/entry-log.ts';
import { deploymentConditions, nodeConditions } from './condition-changes.ts';
import { containerEnds } from './container-ends.ts';
import { type Patience, stuckAt } from './stuck-pod.ts';
import { type Said, synthesised } from './synthesised.ts';
import { seenOf, type ToldOf, toldOf, untold } from './told-of.ts';
import type { WatchedObject } from './watched-object.ts';

/** Says what Kubernetes tells by no Event, from changes of pods, nodes and Deployments (reference C.7). */
export interface Synthesiser {
  /** Takes a change, and gives what it says. What was before is taken from the change, or else remembered. */
  readonly learn: (change: SynthesisedFrom, now: number) => readonly Observation[];
  /** Pods that are stuck by now and were not when it was asked before. */
  readonly look: (now: number) => readonly Observation[];
  /** All that is there has been learned: what was saved of other objects is forgotten. */
  readonly settle: () => void;
  /** Checkpoints that say what has changed since this was asked last, to be stored with what was said until then; none unless it is kept. */
  readonly takeChanges: () => Readonly<Record<string, unknown>>;
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
  /** Keeps what it has told of by checkpoints of this name, and goes on from what was saved by them. */
  readonly kept?: { readonly name: string; readonly saved: SavedEntries | undefined };
}

const USUAL: Patience = { pendingMs: 300_000, creatingMs: 300_000, terminatingMs: 120_000 };

const SAYS: Readonly<
  Record<string, (object: WatchedObject, before: WatchedObject | undefined, now: number) => readonly Said[]>
> = { Pod: containerEnds, Node: nodeConditions, Deployment: deploymentConditions };

/** Knows nothing at first but what was saved. Of what has gone it keeps nothing. */
export function createSynthesiser({ cluster, patience = {}, kept }: SynthesiserOptions): Synthesiser {
  const limits = { ...USUAL, ...patience };
  const known = new Map<string, WatchedObject>();
  const waiting = new Map<string, { readonly object: WatchedObject; readonly due: number; readonly said: Said }>();
  const told = new Map<string, string>();
  const keptOf = new Map<string, ToldOf>();
  const unseen = new Set<string>();
  for (const [uid, entry] of entriesIn(kept?.saved)) {
    const before = entry as ToldOf;
    keptOf.set(uid, before);
    known.set(uid, before.object);
    if (before.stuck !== undefined) told.set(uid, before.stuck);
    unseen.add(uid);
  }
  const log = kept && createEntryLog({ ...kept, entryOf: (uid) => keptOf.get(uid) });

  const keep = (uid: string): void => {
    if (log === undefined) return;
    const object = known.get(uid);
    const now = object && toldOf(object, told.get(uid));
    if (JSON.stringify(now) === JSON.stringify(keptOf.get(uid))) return;
    if (now === undefined) keptOf.delete(uid);
    else keptOf.set(uid, now);
    log.touch(uid);
  };
  const forget = (uid: string): void => {
    known.delete(uid);
    waiting.delete(uid);
    told.delete(uid);
    unseen.delete(uid);
    keep(uid);
  };
  return {
    learn({ type, object }, now) {
      const says = SAYS[object.kind ?? ''];
      const uid = object.metadata?.uid ?? '';
      if (says === undefined || uid === '') return [];
      const before = known.get(uid) ?? (kept?.saved && object.kind === 'Pod' ? untold(object) : undefined);
      const said = says(object, before, now).map((one) => synthesised(object, one, { cluster, now }));
      if (type === 'DELETED') {
        forget(uid);
        return said;
      }
      known.set(uid, seenOf(object));
      unseen.delete(uid);
      const stuck = object.kind === 'Pod' ? stuckAt(object, limits) : undefined;
      if (stuck === undefined || told.get(uid) === stuck.said.key) waiting.delete(uid);
      else waiting.set(uid, { object, ...stuck });
      keep(uid);
      return said;
    },
    look(now) {
      const due = Array.from(waiting).filter(([, { due }]) => due <= now);
      return due.map(([uid, { object, said }]) => {
        waiting.delete(uid);
        told.set(uid, said.key);
        keep(uid);
        return synthesised(object, said, { cluster, now });
      });
    },
    settle() {
      for (const uid of unseen) forget(uid);
    },
    takeChanges: () => log?.takeChanges() ?? {},
  };
}
