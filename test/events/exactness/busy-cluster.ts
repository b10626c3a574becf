import type { LocalServer } from '@outrigger/cluster';
import { createLegacyRecorder } from './legacy-recorder.ts';
import type { EventSink, Happening } from './recorder.ts';
import { createSeriesRecorder, type SeriesRecorder } from './series-recorder.ts';

/** A cluster whose components say a lot, and what is true of it. */
export interface BusyCluster {
  /** Something happens at once, so many times. */
  readonly happen: (times: number) => void;
  /** Recorders of events.k8s.io look after their series. */
  readonly look: () => void;
  /** A component ends, and another takes its place with an empty memory. */
  readonly restartOne: () => void;
  /** Occurrences that Events have told of. */
  readonly published: () => number;
  readonly writes: () => number;
}

const NODES = 8;
const SKEW_MS = 240_000;
const REASONS: readonly (readonly [type: string, reason: string])[] = [
  ['Warning', 'BackOff'],
  ['Warning', 'Unhealthy'],
  ['Normal', 'Pulled'],
  ['Normal', 'Started'],
  ['Warning', 'FailedMount'],
];

/** Pods come and go; their kubelets' clocks are not the same. Events are written into the server's own store: it is reading that is tested. */
export function createBusyCluster(
  store: Pick<LocalServer['store'], 'get' | 'put'>,
  {
    now,
    random,
    wrote,
  }: {
    readonly now: () => number;
    readonly random: () => number;
    readonly wrote?: (key: string, occurrences: number) => void;
  },
): BusyCluster {
  let published = 0;
  let writes = 0;
  let names = 0;
  let uids = 0;
  let oldestPod = 0;
  const sink: EventSink = {
    write(event, occurrences) {
      const { name, namespace } = event.metadata;
      const key = `${namespace}/${name}`;
      const before = store.get('events', key)?.metadata;
      // Gone: the recorder's update is answered with 404, and it writes the Event anew, with the count going on.
      const uid = before?.uid ?? `00000000-0000-4000-8000-${(++uids).toString(16).padStart(12, '0')}`;
      const creationTimestamp = before?.creationTimestamp ?? `${new Date(now()).toISOString().slice(0, 19)}Z`;
      store.put('events', key, {
        ...event,
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace, uid, creationTimestamp },
      });
      published += occurrences;
      wrote?.(key, occurrences);
      writes++;
    },
  };
  const name = (about: Happening['about']): string => `${about.name}.${(++names).toString(16)}`;
  const skewed = Array.from({ length: NODES }, () => {
    const skew = Math.round((random() - 0.5) * 2 * SKEW_MS);
    return () => now() + skew;
  });
  const legacy = (node: number) =>
    createLegacyRecorder({ component: 'kubelet', instance: `node-${node}`, now: skewed[node] ?? now, sink, name });
  const series = () => createSeriesRecorder({ component: 'default-scheduler', instance: 's', now, sink, name });
  const kubelets = Array.from({ length: NODES }, (_, node) => legacy(node));
  let scheduler: SeriesRecorder = series();

  return {
    published: () => published,
    writes: () => writes,
    look: () => scheduler.look(),
    restartOne() {
      const which = Math.floor(random() * (NODES + 1));
      if (which === NODES) scheduler = series();
      else kubelets[which] = legacy(which);
    },
    happen(times) {
      for (let nth = 0; nth < times; nth++) {
        if (random() < 0.05) oldestPod++;
        const number = oldestPod + Math.floor(random() ** 2 * 200);
        const about = {
          apiVersion: 'v1',
          kind: 'Pod',
          namespace: `space-${number % 5}`,
          name: `pod-${number}`,
          uid: `pod-uid-${number}`,
        };
        if (random() < 0.2) {
          scheduler.say({
            about,
            type: 'Warning',
            reason: 'FailedScheduling',
            message: `0/${NODES} nodes are available`,
          });
          continue;
        }
        const [type, reason] = REASONS[Math.floor(random() * REASONS.length)] ?? ['Normal', 'Started'];
        const message = random() < 0.5 ? `${reason} of app` : `${reason} of app: try ${Math.floor(random() * 1000)}`;
        kubelets[number % NODES]?.({ about, type, reason, message });
      }
    },
  };
}
