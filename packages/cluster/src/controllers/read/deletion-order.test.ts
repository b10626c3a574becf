import type { IPod } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { deletionOrder } from './deletion-order.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

function pod(
  name: string,
  { node = 'a', ready, phase = 'Running', cost, created = '2026-03-01T10:00:00Z', restarts = 0 }: Shape,
): IPod {
  const annotations = cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': cost };
  const conditions = ready === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: ready }];
  const containerStatuses = [{ name: 'app', restartCount: restarts, ready: true, image: '', imageID: '' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, uid: name, annotations, creationTimestamp: created },
    spec: { nodeName: node, containers: [] },
    status: { phase, conditions, containerStatuses },
  } as IPod;
}

interface Shape {
  readonly node?: string;
  readonly ready?: string;
  readonly phase?: string;
  readonly cost?: string;
  readonly created?: string;
  readonly restarts?: number;
}

const EARLY = '2026-03-01T10:00:00Z';
const LATE = '2026-03-01T11:59:00Z';

test.for<readonly [string, IPod, IPod]>([
  ['unbound before bound', pod('x', { node: '' }), pod('y', {})],
  ['pending before running', pod('x', { phase: 'Pending' }), pod('y', {})],
  ['not ready before ready', pod('x', {}), pod('y', { ready: EARLY })],
  ['cheap before dear', pod('x', { ready: EARLY, cost: '-5' }), pod('y', { ready: LATE })],
  ['ready for a short time before long', pod('x', { ready: LATE }), pod('y', { ready: EARLY })],
  ['restarted often before seldom', pod('x', { ready: EARLY, restarts: 3 }), pod('y', { ready: EARLY, restarts: 1 })],
  ['young before old', pod('x', { created: LATE }), pod('y', { created: EARLY })],
  ['by uid when they are about as old', pod('x', { created: EARLY }), pod('y', { created: '2026-03-01T10:00:05Z' })],
])('%s', ([, first, second]) => {
  expect([second, first].sort(deletionOrder(now)).map(({ metadata }) => metadata?.name)).toEqual(['x', 'y']);
});

test('a crowded node loses a pod first', () => {
  const crowds: Readonly<Record<string, number>> = { a: 1, b: 3 };
  const order = deletionOrder(now, ({ spec }) => crowds[spec?.nodeName ?? ''] ?? 0);
  const sorted = [pod('x', { node: 'a', ready: LATE }), pod('y', { node: 'b', ready: EARLY })].sort(order);
  expect(sorted.map(({ metadata }) => metadata?.name)).toEqual(['y', 'x']);
});
