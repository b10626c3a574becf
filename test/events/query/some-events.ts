import type { Incident, Observation } from '@outrigger/events';

/** When the events of the tests are: 2026-11-21T10:00:00Z. */
export const NOON: number = Date.parse('2026-11-21T10:00:00Z');

/** An observation with these fields. */
export function observation(
  place: number,
  fields: { readonly [K in keyof Observation]?: Observation[K] | undefined } = {},
): Observation {
  const at = NOON + place * 60_000;
  return {
    id: `uid-${place}:1`,
    cluster: 'east',
    from: at,
    until: at,
    seenAt: at,
    count: 1,
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container app in pod web-1',
    action: '',
    about: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'pod-1', fieldPath: '' },
    related: undefined,
    source: { component: 'kubelet', instance: 'node-1' },
    origin: 'event',
    event: { namespace: 'shop', name: `web-1.${place}`, uid: `uid-${place}`, resourceVersion: String(place) },
    isCensored: false,
    isCombined: false,
    class: { category: 'lifecycle', severity: 'error', rule: 'backoff', recovers: [], subclass: undefined },
    metadata: {
      workload: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      node: 'node-1',
      zone: undefined,
      image: 'web:2',
      revision: '2',
      labels: { app: 'web' },
    },
    template: { id: 't1', text: 'Back-off restarting failed container <*> in pod <*>' },
    correlationId: 'incident-1',
    ...fields,
  } as Observation;
}

/** Three events of two pods; one of them is quiet. */
export const SOME_EVENTS: readonly Observation[] = [
  observation(0, { reason: 'Unhealthy', message: 'Liveness probe failed: HTTP probe failed with statuscode: 500' }),
  observation(1, { count: 7, from: NOON }),
  observation(2, {
    type: 'Normal',
    reason: 'Pulled',
    message: 'image pulled \u001b[2J<script>',
    about: { apiVersion: 'v1', kind: 'Pod', namespace: 'bank', name: 'till-1', uid: 'pod-2', fieldPath: '' },
    class: { category: 'image', severity: 'debug', rule: 'pulled', recovers: [], subclass: undefined },
    metadata: {
      workload: undefined,
      node: 'node-2',
      zone: undefined,
      image: undefined,
      revision: undefined,
      labels: {},
    },
    template: { id: 't2', text: 'image pulled <*>' },
    correlationId: undefined,
  }),
];

/** What the first two belong to. */
export const AN_INCIDENT: Incident = {
  id: 'incident-1',
  cluster: 'east',
  root: { kind: 'Node', namespace: '', name: 'node-1' },
  rule: 'slow-storage',
  from: NOON,
  until: NOON + 60_000,
  state: 'open',
  severity: 'critical',
  level: 'node',
  affected: [{ kind: 'Deployment', namespace: 'shop', name: 'web' }],
  chain: [
    {
      object: { kind: 'Node', namespace: '', name: 'node-1' },
      reason: 'NodeNotReady',
      message: '',
      at: NOON,
      because: undefined,
    },
  ],
  reasons: ['NodeNotReady', 'BackOff', 'Unhealthy'],
  occurrences: 8,
};
