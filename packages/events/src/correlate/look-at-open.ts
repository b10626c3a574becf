import type { Incident } from '../incident.ts';
import { blameOf } from './blame.ts';
import { moveWithFollowers } from './explain-fact.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import type { IncidentBook } from './incident-book.ts';
import { addSufferers, hasBecomeTrouble, hasSettled, noteEndings } from './incident-life.ts';
import { objectKey } from './object-key.ts';
import { type OpenIncident, reportOf } from './open-incident.ts';
import type { Topology } from './topology.ts';

/** What time and what is known of objects make of the incidents that are open. */
export interface LookAtOpen {
  /** Whether it is so long since they were looked at that they are to be again. */
  readonly isDue: (now: number) => boolean;
  /** Reports of what is new, has changed or is over; what is over is open no more. */
  readonly at: (now: number) => readonly Incident[];
}

/** What is looked at. */
export interface LookedAt {
  readonly facts: Pick<FactBook, 'rekey' | 'about'>;
  readonly incidents: IncidentBook;
  readonly topologyOf: (cluster: string) => Topology;
}

/** Nothing has been looked at yet. */
export function createLook({ facts, incidents, topologyOf }: LookedAt): LookAtOpen {
  let looked = Number.NEGATIVE_INFINITY;

  /** An event may come before its object is known, and whose it is. */
  const learnOwners = (incident: OpenIncident, topology: Topology) => {
    for (const fact of incident.facts) {
      learnBlame(fact, topology);
      if (!OWNED.has(fact.subject.kind)) continue;
      const owner = topology.workloadOf(fact.object);
      if (owner === undefined || objectKey(owner) === objectKey(fact.subject)) continue;
      if (objectKey(fact.blamed) === objectKey(fact.subject)) fact.blamed = owner;
      fact.subject = owner;
      facts.rekey(fact, topology);
      incident.hasChanged = true;
    }
    const root = OWNED.has(incident.root.kind) ? topology.workloadOf(incident.root) : undefined;
    if (root !== undefined && objectKey(root) !== objectKey(incident.root)) incidents.reroot(incident, root);
  };

  /** Nor is it always known at once with whom the trouble lies. */
  const learnBlame = (fact: Fact, topology: Topology) => {
    if (fact.symptom?.blames === undefined || fact.because?.rule.use === 'root') return;
    if (objectKey(fact.blamed) !== objectKey(fact.subject)) return;
    const blamed = blameOf(fact.symptom.blames, fact.newest, fact.object, topology);
    if (blamed === undefined || objectKey(blamed) === objectKey(fact.subject)) return;
    fact.blamed = blamed;
    moveWithFollowers(fact, incidents.ownOrNew(fact), incidents);
  };

  const isExcused = ({ cluster, object, symptom }: Fact, now: number): boolean => {
    const { reasons, forMs } = symptom?.excusedBy ?? {};
    if (reasons === undefined || forMs === undefined) return false;
    for (const { reason, last } of facts.about(cluster, object))
      if (reasons.includes(reason) && now - last < forMs) return true;
    return false;
  };

  return {
    isDue: (now) => now - looked >= LOOK_MS,
    at(now) {
      const changed: Incident[] = [];
      const isTimeForCalm =
        Math.floor(now / CALM_LOOK_MS) !== Math.floor(looked / CALM_LOOK_MS) || now - looked < LOOK_MS;
      looked = now;
      for (const incident of incidents.open()) {
        if (incident.isConfirmed && !incident.hasChanged && !isTimeForCalm) continue;
        const topology = topologyOf(incident.cluster);
        learnOwners(incident, topology);
        noteEndings(incident, topology, now);
        if (!incident.isConfirmed && hasBecomeTrouble(incident, isExcused, now)) {
          incident.isConfirmed = true;
          incident.hasChanged = true;
        }
        if (incident.isConfirmed && addSufferers(incident, topology)) incident.hasChanged = true;
        const isOver = hasSettled(incident, now);
        if (incident.isConfirmed && (incident.hasChanged || isOver))
          changed.push(reportOf(incident, isOver ? 'resolved' : 'open'));
        incident.hasChanged = false;
        if (isOver) incidents.close(incident);
      }
      return [...incidents.takeLeaving(), ...changed];
    },
  };
}

const OWNED: ReadonlySet<string> = new Set(['Pod', 'ReplicaSet', 'Job']);
/** How often what is open is looked at. */
const LOOK_MS = 2_000;
/** The same for what people know of already and of which nothing new is heard. */
const CALM_LOOK_MS = 10_000;
