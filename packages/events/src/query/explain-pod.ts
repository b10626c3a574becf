import type { Incident, IncidentObject } from '../incident.ts';
import type { Observation } from '../observation.ts';
import type { EventStore, TimeRange } from '../store/event-store.ts';

/** The part of a store that answers questions. */
export type EventReader = Pick<EventStore, 'query' | 'aggregate' | 'incidents' | 'gaps'>;

/** Which pod, and when. */
export interface PodQuestion {
  readonly cluster?: string | undefined;
  readonly namespace: string;
  readonly name: string;
  readonly range: TimeRange;
}

/** What happened to a pod, and why. */
export interface PodExplanation {
  readonly pod: IncidentObject;
  /** One sentence. */
  readonly summary: string;
  /** What was seen of the pod, the oldest first. */
  readonly sentences: readonly { readonly at: number; readonly text: string }[];
  /** Those that the pod is part of, the newest first. */
  readonly incidents: readonly Incident[];
  readonly events: readonly Observation[];
}

/** Explains a pod by its own events and the incidents that it is part of; undefined when nothing was ever seen of it. */
export async function explainPod(store: EventReader, question: PodQuestion): Promise<PodExplanation | undefined> {
  const { cluster, namespace, name, range } = question;
  const pod: IncidentObject = { kind: 'Pod', namespace, name };
  const clusters = cluster === undefined ? {} : { clusters: [cluster] };
  const { items } = await store.query(
    { ...range, ...clusters, kinds: ['Pod'], namespaces: [namespace], names: [name] },
    { limit: MOST, order: 'newest' },
  );
  const [newest] = items;
  if (newest === undefined) return undefined;
  const events = items.toSorted(inOrder);
  const ids = [...new Set(items.flatMap(({ correlationId }) => correlationId ?? []))];
  const incidents = ids.length === 0 ? [] : (await store.incidents({ ids }, { limit: MOST })).items;
  return {
    pod,
    summary: summaryOf(name, newest, incidents),
    sentences: events.map((event) => ({ at: event.until, text: sentenceOf(event) })),
    incidents,
    events,
  };
}

/** Events have whole seconds; within one, those that were written first came first, as far as versions can be compared. */
function inOrder(a: Observation, b: Observation): number {
  return a.until - b.until || (Number(a.event.resourceVersion) || 0) - (Number(b.event.resourceVersion) || 0);
}

const MOST = 200;

function summaryOf(name: string, newest: Observation, incidents: readonly Incident[]): string {
  const open = incidents.find(({ state }) => state === 'open') ?? incidents[0];
  if (open === undefined) return `Pod ${name} is part of no incident; last seen: ${newest.reason}.`;
  const { root, chain, state } = open;
  const [first] = chain;
  const began = first === undefined ? '' : ` (${first.reason})`;
  const isItself = root.kind === 'Pod' && root.name === name;
  const cause = isItself ? 'the pod itself' : sayObject(root);
  return `Pod ${name} ${state === 'open' ? 'suffers' : 'suffered'} from an incident that began with ${cause}${began}.`;
}

function sentenceOf({ reason, message, count, from, until }: Observation): string {
  const often = count === 1 ? '' : ` ×${count}${until > from ? ` in ${Math.round((until - from) / 1000)} s` : ''}`;
  return `${reason}${often}: ${message}`;
}

/** `Deployment shop/web`. */
export function sayObject({ kind, namespace, name }: IncidentObject): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
