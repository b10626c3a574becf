import { readOnce } from '@outrigger/events';
import { expect, test } from 'vitest';
import { MINUTE, START, type States, statesByMinute } from './states-by-minute.ts';

interface PodStep {
  /** Minutes after the pod was made. */
  readonly at: number;
  readonly type?: 'MODIFIED' | 'DELETED';
  readonly nodeName?: string;
  readonly phase?: string;
  readonly deletedAt?: number;
}

// A pod that is stuck is told of once, and nothing else may ever be said of it.
test.each<[what: string, steps: readonly PodStep[], states: States, until?: number]>([
  ['without a node, for as long as that lasts', [{ at: 0 }], { 4: 'none', 6: 'open', 46: 'open', 600: 'open' }],
  [
    'without a node until it gets one and begins',
    [{ at: 0 }, { at: 60, nodeName: 'n', phase: 'Running' }],
    { 59: 'open', 62: 'open', 64: 'resolved' },
    60,
  ],
  [
    'without a node, and then on one',
    [{ at: 0 }, { at: 60, nodeName: 'n' }, { at: 90, nodeName: 'n', phase: 'Running' }],
    { 59: 'open', 80: 'open', 95: 'resolved' },
    90,
  ],
  [
    'on a node, until it is deleted',
    [
      { at: 0, nodeName: 'n' },
      { at: 60, type: 'DELETED', nodeName: 'n' },
    ],
    { 59: 'open', 64: 'resolved' },
    60,
  ],
  [
    'while it ends, until it is gone',
    [
      { at: 0, nodeName: 'n', phase: 'Running' },
      { at: 1, nodeName: 'n', phase: 'Running', deletedAt: 1 },
      { at: 90, type: 'DELETED', nodeName: 'n', phase: 'Running', deletedAt: 1 },
    ],
    { 2: 'none', 4: 'open', 89: 'open', 94: 'resolved' },
    90,
  ],
])('a pod is stuck %s', (_, steps, states, until) => {
  const played = statesByMinute(
    (minute) =>
      steps.filter(({ at }) => at === minute).map((step) => ({ type: step.type ?? 'MODIFIED', object: podOf(step) })),
    states,
  );
  expect(played.states).toEqual(states);
  if (until !== undefined) expect(played.until).toEqual([until]);
});

test('a pod that has been waiting for long is an open incident for whoever looks once', async () => {
  const now = START + 46 * MINUTE;
  const objects = [podOf({ at: 0 })];
  await using store = await readOnce({ events: [], objects }, { cluster: 'c', now });
  const { items } = await store.incidents({}, { limit: 10 });
  expect(items).toMatchObject([{ state: 'open', reasons: ['PodStuck'], root: { kind: 'Pod', name: 'web-1' } }]);
});

function podOf({ nodeName, phase = 'Pending', deletedAt }: PodStep) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: 'shop',
      name: 'web-1',
      uid: 'u',
      creationTimestamp: new Date(START).toISOString(),
      ...(deletedAt !== undefined && { deletionTimestamp: new Date(START + deletedAt * MINUTE).toISOString() }),
    },
    spec: { containers: [], ...(nodeName !== undefined && { nodeName }) },
    status: { phase },
  };
}
