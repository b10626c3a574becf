import { readOnce } from '@outrigger/events';
import { expect, test } from 'vitest';
import { MINUTE, START, type States, statesByMinute } from './states-by-minute.ts';

/** What the condition Progressing says from a minute on; undefined: there is no such condition. */
type Step = readonly [minute: number, reason: string | undefined, type?: 'DELETED'];

const STALLED = 'ProgressDeadlineExceeded';

// The controller says it once, by a condition; nothing else may ever be said of it.
test.each<[what: string, steps: readonly Step[], states: States, until: readonly number[]]>([
  ['for as long as that lasts', [[0, STALLED]], { 1: 'open', 15: 'open', 600: 'open' }, [0]],
  [
    'until its pods have come',
    [
      [0, STALLED],
      [60, 'NewReplicaSetAvailable'],
    ],
    { 59: 'open', 62: 'open', 64: 'resolved' },
    [60],
  ],
  [
    'until it goes on, by another template or by pods that come',
    [
      [0, STALLED],
      [60, 'ReplicaSetUpdated'],
    ],
    { 59: 'open', 64: 'resolved' },
    [60],
  ],
  [
    'until somebody pauses it',
    [
      [0, STALLED],
      [60, 'DeploymentPaused'],
    ],
    { 59: 'open', 64: 'resolved' },
    [60],
  ],
  [
    'until its deadline is taken away',
    [
      [0, STALLED],
      [60, undefined],
    ],
    { 59: 'open', 64: 'resolved' },
    [60],
  ],
  [
    'until it is deleted',
    [
      [0, STALLED],
      [60, STALLED, 'DELETED'],
    ],
    { 59: 'open', 64: 'resolved' },
    [60],
  ],
  [
    'twice, with good times between',
    [
      [0, STALLED],
      [60, 'NewReplicaSetAvailable'],
      [90, 'ReplicaSetUpdated'],
      [120, STALLED],
    ],
    { 59: 'open', 80: 'resolved', 119: 'resolved', 130: 'resolved,open' },
    [60, 120],
  ],
  ['never, where it goes its way', [[0, 'ReplicaSetUpdated']], { 30: 'none' }, []],
])('a rollout is stalled %s', (_, steps, states, until) => {
  const played = statesByMinute(
    (minute) =>
      steps
        .filter(([at]) => at === minute)
        .map(([at, reason, type = 'MODIFIED']) => ({ type, object: deployment(at, reason) })),
    states,
  );
  expect(played).toEqual({ states, until });
});

test('a rollout that has been stalled for long is an open incident for whoever looks once', async () => {
  const how = { cluster: 'c', now: START + 300 * MINUTE };
  await using store = await readOnce({ events: [], objects: [deployment(0, STALLED)] }, how);
  const { items } = await store.incidents({}, { limit: 10 });
  expect(items).toMatchObject([{ state: 'open', reasons: [STALLED], root: { kind: 'Deployment', name: 'web' } }]);
});

function deployment(minute: number, reason: string | undefined) {
  const status = reason === STALLED ? 'False' : reason === 'DeploymentPaused' ? 'Unknown' : 'True';
  const lastTransitionTime = new Date(START + minute * MINUTE).toISOString();
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'web', uid: 'd' },
    status: {
      conditions: [
        { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
        ...(reason === undefined ? [] : [{ type: 'Progressing', status, reason, lastTransitionTime }]),
      ],
    },
  };
}
