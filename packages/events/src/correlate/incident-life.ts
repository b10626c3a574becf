import { showsEnd } from './ending.ts';
import type { Fact } from './fact.ts';
import { objectKey } from './object-key.ts';
import { lastOf, type OpenIncident } from './open-incident.ts';
import type { Topology } from './topology.ts';

/** Whether enough has been seen of it to be trouble, and no blip. */
export function hasBecomeTrouble(
  { facts }: OpenIncident,
  isExcused: (fact: Fact, now: number) => boolean,
  now: number,
): boolean {
  for (const fact of facts) {
    const { symptom, count, first, seen, ended } = fact;
    if (symptom === undefined || count < symptom.times || isExcused(fact, now)) continue;
    // What lies back may have ended before anybody looked; what is known of objects tells so, a moment later.
    if (seen - first > OLD_MS && now - seen < MOMENT_MS) continue;
    if (now - first >= symptom.lastingMs && (ended === undefined || ended - first >= symptom.lastingMs)) return true;
  }
  return false;
}

/** Troubles of what has gone, or shows that they are over, are over, though no event says so. */
export function noteEndings({ facts }: OpenIncident, topology: Topology, now: number): void {
  for (const fact of facts) {
    if (fact.ended !== undefined || fact.symptom === undefined) continue;
    if (wasGone(fact, topology)) fact.ended = fact.first;
    else if (isGone(fact, topology) || showsEnd(fact, topology)) fact.ended = Math.max(fact.last, now);
  }
}

/** With the trouble of a node ends what pods tell of it, and with a cause what follows from it; who still suffers will say so. */
export function endWith({ incident, object, ended }: Fact, topology: Topology): void {
  if (ended === undefined || incident === undefined) return;
  const key = objectKey(object);
  for (const fact of incident.facts) {
    if (fact.ended !== undefined || fact.last > ended) continue;
    // It had other causes, too: nobody says it again.
    if (fact.symptom?.stands && showsEnd(fact, topology) === false) continue;
    const follows = fact.because?.rule.use === 'root' && objectKey(fact.because.of.object) === key;
    if (follows || (fact.object.kind === 'Pod' && objectKey(fact.blamed) === key)) fact.ended = ended;
  }
}

/** Whether it is over: all of its troubles have ended or are quiet, and it has been so for a while. */
export function hasSettled(incident: OpenIncident, now: number): boolean {
  let over = lastOf(incident);
  for (const { symptom, ended, first, seen, last } of incident.facts) {
    if (symptom === undefined) continue;
    // It may be trouble yet: hasBecomeTrouble waits until it is known whether it had ended before anybody looked.
    if (!incident.isConfirmed && seen - first > OLD_MS && now - seen < MOMENT_MS) return false;
    if (ended !== undefined) over = Math.max(over, ended);
    else if (symptom.stands || now - last < QUIET_MS) return false;
  }
  return now - over >= SETTLE_MS;
}

/** Adds those that suffer because of what they stand on; says whether there are new ones. */
export function addSufferers({ root, facts, sufferers }: OpenIncident, topology: Topology): boolean {
  const before = sufferers.size;
  const found =
    root.kind === 'Node' && isAway(facts, objectKey(root))
      ? topology.workloadsOn(root.name)
      : root.kind === 'PersistentVolumeClaim'
        ? topology.usersOf(root)
        : root.kind === 'HorizontalPodAutoscaler'
          ? [topology.scaleTargetOf(root) ?? root]
          : [];
  for (const object of found) {
    if (sufferers.size >= SUFFERERS) break;
    sufferers.set(objectKey(object), object);
  }
  return sufferers.size > before;
}

function isGone({ object, subject, symptom }: Fact, topology: Topology): boolean {
  // A pod that does not come to its end is no less in trouble because its workload, or itself, is to end.
  if (symptom?.endsWhen === 'pod-gone' && topology.stageOf(object) === 'terminating') return false;
  return topology.isEnding(subject) || (!symptom?.alsoWhenEnding && topology.isEnding(object));
}

/** It lies back, and what it is about was gone before anybody looked. */
function wasGone({ object, seen, last }: Fact, topology: Topology): boolean {
  return seen - last > OLD_MS && topology.hasKind('Pod') && !topology.isKnown(object);
}

function isAway(facts: ReadonlySet<Fact>, node: string): boolean {
  for (const { reason, object, ended } of facts)
    if (reason === 'NodeNotReady' && ended === undefined && objectKey(object) === node) return true;
  return false;
}

/** The kubelet's longest back-off is 5 minutes, and its spam filter lets one event through every 5. */
const QUIET_MS = 10 * 60_000;
const OLD_MS = 60_000;
const MOMENT_MS = 5_000;
const SETTLE_MS = 3 * 60_000;
const SUFFERERS = 500;
