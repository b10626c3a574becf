import type { Incident, IncidentObject } from '../incident.ts';
import type { Fact } from './fact.ts';
import { objectKey } from './object-key.ts';
import { lastOf, type OpenIncident, reportOf } from './open-incident.ts';
import { worst } from './severity-order.ts';

/** The incidents that may still change. */
export interface IncidentBook {
  readonly open: () => Iterable<OpenIncident>;
  /** The one whose root this object is. */
  readonly own: (cluster: string, root: IncidentObject) => OpenIncident | undefined;
  /** The same, made where there is none. */
  readonly ownOrNew: (fact: Fact) => OpenIncident;
  /** Takes a fact from where it was; an incident that has lost all its trouble goes into where the trouble went. */
  readonly move: (fact: Fact, to: OpenIncident) => void;
  /** Its root is known better; where that has an incident, both become one. */
  readonly reroot: (incident: OpenIncident, root: IncidentObject) => void;
  readonly close: (incident: OpenIncident) => void;
  /** Takes an incident in again that was open when it was kept. */
  readonly restore: (incident: OpenIncident) => void;
  /** The fact will not be seen again; what it has counted stays. */
  readonly forget: (fact: Fact) => void;
  /** Last reports of incidents that since the last call have gone into others, or had to make room. */
  readonly takeLeaving: () => readonly Incident[];
  readonly size: () => number;
}

/** An empty book for so many incidents; the longest quiet one makes room. */
export function createIncidentBook(limit: number): IncidentBook {
  const byRoot = new Map<string, OpenIncident>();
  let leaving: Incident[] = [];
  const keyOf = (cluster: string, root: IncidentObject) => `${cluster} ${objectKey(root)}`;
  const remove = (incident: OpenIncident) => {
    const key = keyOf(incident.cluster, incident.root);
    if (byRoot.get(key) === incident) byRoot.delete(key);
    for (const fact of incident.facts) {
      if (fact.incident !== incident) continue;
      fact.incident = undefined;
      fact.isSpent = true;
    }
  };

  const move = (fact: Fact, to: OpenIncident) => {
    const from = fact.incident;
    if (from === to) return;
    from?.facts.delete(fact);
    to.facts.add(fact);
    fact.incident = to;
    to.hasChanged = true;
    if (from === undefined) return;
    from.hasChanged = true;
    if ([...from.facts].some(({ symptom }) => symptom !== undefined)) return;
    for (const other of from.facts) {
      to.facts.add(other);
      other.incident = to;
    }
    addPast(to, from);
    // People may have the number of the one that goes: if they cannot have that of the other yet, it lives on.
    if (from.isConfirmed && !to.isConfirmed) {
      to.id = from.id;
      to.isConfirmed = true;
    } else if (from.isConfirmed) {
      leaving.push({ ...reportOf({ ...from, facts: new Set([fact]) }, 'resolved'), mergedInto: to.id });
    }
    const key = keyOf(from.cluster, from.root);
    if (byRoot.get(key) === from) byRoot.delete(key);
  };

  /** The longest quiet go, a twentieth at once: to find them, all have to be looked at. */
  const makeRoom = (newest: OpenIncident) => {
    const others = Array.from(byRoot.values(), (incident) => ({ incident, last: lastOf(incident) }));
    const byQuiet = others.filter(({ incident }) => incident !== newest).sort((one, other) => one.last - other.last);
    for (const { incident } of byQuiet.slice(0, Math.max(1, limit / 20))) {
      if (incident.isConfirmed) leaving.push(reportOf(incident, 'resolved'));
      remove(incident);
    }
  };

  return {
    open: () => [...byRoot.values()],
    own: (cluster, root) => byRoot.get(keyOf(cluster, root)),
    ownOrNew(fact) {
      const { cluster, blamed, first } = fact;
      const key = keyOf(cluster, blamed);
      const there = byRoot.get(key);
      if (there !== undefined) return there;
      const incident: OpenIncident = {
        id: incidentId(`${key} ${first}`),
        cluster,
        root: blamed,
        facts: new Set(),
        isConfirmed: false,
        hasChanged: true,
        sufferers: new Map(),
        past: {
          from: Number.POSITIVE_INFINITY,
          until: Number.NEGATIVE_INFINITY,
          occurrences: 0,
          severity: 'debug',
          reasons: new Set(),
        },
      };
      byRoot.set(key, incident);
      if (byRoot.size > limit) makeRoom(incident);
      return incident;
    },
    move,
    reroot(incident, root) {
      const there = byRoot.get(keyOf(incident.cluster, root));
      if (there !== undefined) {
        for (const fact of [...incident.facts]) move(fact, there);
        return;
      }
      byRoot.delete(keyOf(incident.cluster, incident.root));
      incident.root = root;
      incident.hasChanged = true;
      byRoot.set(keyOf(incident.cluster, root), incident);
    },
    close: remove,
    restore: (incident) => void byRoot.set(keyOf(incident.cluster, incident.root), incident),
    forget(fact) {
      const { incident } = fact;
      if (incident === undefined) return;
      incident.facts.delete(fact);
      fact.incident = undefined;
      if (fact.symptom === undefined) return;
      const { past } = incident;
      incident.sufferers.set(objectKey(fact.subject), fact.subject);
      past.from = Math.min(past.from, fact.first);
      past.until = Math.max(past.until, fact.last);
      past.occurrences += fact.count;
      past.severity = worst(past.severity, fact.severity);
      past.reasons.add(fact.reason);
      // What people know of stays until it has settled: the same may come again, and its end has to be told.
      if (incident.facts.size === 0 && !incident.isConfirmed) remove(incident);
    },
    takeLeaving() {
      const taken = leaving;
      leaving = [];
      return taken;
    },
    size: () => byRoot.size,
  };
}

function addPast({ past, sufferers }: OpenIncident, from: OpenIncident): void {
  past.from = Math.min(past.from, from.past.from);
  past.until = Math.max(past.until, from.past.until);
  past.occurrences += from.past.occurrences;
  past.severity = worst(past.severity, from.past.severity);
  for (const reason of from.past.reasons) past.reasons.add(reason);
  for (const [key, object] of from.sufferers) sufferers.set(key, object);
}

/** The same beginning has the same id, wherever and whenever it is played (FNV-1a, 64 bits). */
function incidentId(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `inc-${hash.toString(36)}`;
}
