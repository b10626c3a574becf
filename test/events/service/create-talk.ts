import type { LocalServer } from '@outrigger/cluster';
import { createChance } from '../../cluster/loss/chance.ts';

/** Kubelets that tell of pods in trouble, and how much they have told. */
export interface Talk {
  /** So many changes of Events, each with one occurrence or several. */
  readonly say: (changes: number) => void;
  /** Occurrences so far. */
  readonly published: () => number;
}

const TROUBLES = [
  ['BackOff', 'Back-off restarting failed container app in pod web'],
  ['FailedMount', 'MountVolume.SetUp failed for volume "data": timed out waiting for the condition'],
  ['Failed', 'Error: ImagePullBackOff'],
  ['Pulled', 'Container image "web:1" already present on machine'],
] as const;

/** Of ten pods; the Events are written into the server's own store, as recorders count them. */
export function createTalk(store: Pick<LocalServer['store'], 'put'>, seed: number): Talk {
  const random = createChance(seed);
  const counts = new Map<string, { count: number; first: string }>();
  let published = 0;
  return {
    published: () => published,
    say(changes) {
      for (let nth = 0; nth < changes; nth++) {
        const pod = `web-${Math.floor(random() * 10)}`;
        const [reason, message] = TROUBLES[Math.floor(random() * TROUBLES.length)] ?? TROUBLES[0];
        const more = 1 + Math.floor(random() * 4);
        const name = `${pod}.${reason.toLowerCase()}`;
        const now = `${new Date().toISOString().slice(0, 19)}Z`;
        const said = counts.get(name) ?? { count: 0, first: now };
        counts.set(name, { ...said, count: said.count + more });
        published += more;
        store.put('events', `default/${name}`, {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: said.first },
          involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: pod, uid: `uid-${pod}` },
          reason,
          message,
          type: reason === 'Pulled' ? 'Normal' : 'Warning',
          source: { component: 'kubelet', host: 'node-1' },
          firstTimestamp: said.first,
          lastTimestamp: now,
          count: said.count + more,
        });
      }
    },
  };
}
