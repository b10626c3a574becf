import { expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../kubelet/profile.ts';
import { DEFAULT_VERSION } from '../kubelet/version.ts';
import type { GoldenTimeline } from './testing/golden-timelines.ts';
import { playDocument } from './testing/play-document.ts';
import { livesOf, startsOf } from './testing/tell-life.ts';

const stubborn = { onTerm: { ignore: true } };
const oneTry = { periodSeconds: 1, failureThreshold: 1 };

/** Rules that show only at their edges, in nominal timing: each has once been broken on purpose without any test noticing. */
const edges: readonly GoldenTimeline[] = [
  {
    id: 'spent grace',
    says: 'the time of a preStop is taken off the grace in whole seconds, rounded down',
    pod: { terminationGracePeriodSeconds: 10, containers: [{ name: 'main', lifecycle: { preStop: {} } }] },
    behaviour: { main: [{ ...stubborn, hooks: { preStop: { takes: '2.5s' } } }] },
    timeline: [{ at: '10s', delete: {} }],
    until: '60s',
    from: 10,
    lives: { main: '0 preStop begins, 2.5 preStop ends 0, 2.5 term, 10.5 killed' },
  },
  {
    id: 'no grace',
    says: 'a container without any grace is not asked by its preStop, and has two seconds after TERM',
    pod: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', lifecycle: { preStop: {} }, livenessProbe: oneTry }],
    },
    behaviour: {
      main: [{ ...stubborn, probes: { liveness: { failAfter: '5s' } }, hooks: { preStop: { takes: '1s' } } }, {}],
    },
    until: '20s',
    lives: { main: '0 start, 5 term, 7 killed, 7 start' },
  },
  {
    id: 'grace of an eviction',
    says: 'an eviction can only shorten the grace period of a delete',
    pod: { terminationGracePeriodSeconds: 30, containers: [{ name: 'main' }] },
    behaviour: { main: [stubborn] },
    timeline: [
      { at: '10s', delete: { gracePeriodSeconds: 5 } },
      { at: '10s', evict: { gracePeriodSeconds: 20 } },
    ],
    until: '60s',
    from: 10,
    lives: { main: '0 term, 5 killed' },
  },
  {
    id: 'hook of a kubelet that is gone',
    says: 'a preStop hook is killed with the kubelet that called it, and called again by the next',
    pod: { containers: [{ name: 'main', lifecycle: { preStop: {} } }] },
    behaviour: { main: [{ hooks: { preStop: { takes: '4s' } } }] },
    timeline: [
      { at: '10s', delete: {} },
      { at: '12s', restartKubelet: true },
    ],
    until: '60s',
    from: 10,
    lives: { main: '0 preStop begins, 3 preStop begins, 7 preStop ends 0, 7 term, 7 exit 0' },
  },
  {
    id: 'back-off of an image',
    says: 'a new image begins with the first wait',
    pod: { containers: [{ name: 'main' }] },
    behaviour: { main: [{ run: '1s', exit: 1 }] },
    timeline: [{ at: '20s', setImage: { container: 'main', image: 'localhost/busybox:2' } }],
    until: '60s',
    starts: { main: [0, 1, 12, 20, 31, 52] },
  },
  {
    id: 'own policy, Never',
    says: 'a container of its own policy Never is killed by its liveness probe once and for all, whatever the pod says',
    pod: { containers: [{ name: 'main', restartPolicy: 'Never', livenessProbe: oneTry }, { name: 'other' }] },
    behaviour: { main: [{ probes: { liveness: { failAfter: '5s' } } }] },
    until: '60s',
    starts: { main: [0], other: [0] },
  },
  {
    id: 'own policy, Always',
    says: 'a container of its own policy Always is started again after its liveness probe failed, whatever the pod says',
    pod: {
      restartPolicy: 'Never',
      containers: [{ name: 'main', restartPolicy: 'Always', livenessProbe: oneTry }, { name: 'other' }],
    },
    behaviour: { main: [{ probes: { liveness: { failAfter: '5s' } } }, {}] },
    until: '30s',
    starts: { main: [0, 5], other: [0] },
  },
];

test.each(edges)('$id: $says', (edge) => {
  const timeline = playDocument(edge, kubeletOf(edge.kubelet ?? DEFAULT_VERSION) as Kubelet);
  if (edge.lives) expect(livesOf(timeline, edge.from)).toEqual(edge.lives);
  if (edge.starts) expect(startsOf(timeline)).toEqual(edge.starts);
});
