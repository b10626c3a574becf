import { createSynthesiser, type WatchedContainer, type WatchedObject } from '@outrigger/events';
import { expect, test } from 'vitest';

const START = Date.parse('2026-11-20T10:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const pod = (containers: readonly WatchedContainer[], more: WatchedObject['metadata'] = {}): WatchedObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web', uid: 'p1', creationTimestamp: at(0), ...more },
  spec: { nodeName: 'node-1' },
  status: { phase: 'Running', containerStatuses: containers },
});
const running = (restartCount: number, lastState = {}): WatchedContainer => ({
  name: 'app',
  restartCount,
  state: { running: { startedAt: at(restartCount * 10) } },
  lastState,
});
const ended = (reason: string, exitCode: number, containerID = 'containerd://1') => ({
  terminated: { reason, exitCode, finishedAt: at(9), containerID },
});

/** What is said of states that come one after another, ten seconds apart. */
function saidOf(...objects: readonly WatchedObject[]) {
  const synthesiser = createSynthesiser({ cluster: 'c' });
  return objects
    .flatMap((object, nth) => synthesiser.learn({ type: 'MODIFIED', object }, START + nth * 10_000))
    .map(({ reason, until, count, about }) => `${(until - START) / 1000} ${reason} ${count} ${about.fieldPath}`.trim());
}

test.each([
  [
    'a container that used up its memory, told once while it has ended and after it runs again',
    [
      pod([running(0)]),
      pod([{ name: 'app', restartCount: 0, state: ended('OOMKilled', 137) }]),
      pod([running(1, ended('OOMKilled', 137))]),
    ],
    ['9 ContainerOOMKilled 1 spec.containers{app}', '10 ContainerRestarted 1 spec.containers{app}'],
  ],
  [
    'an error whose end nobody saw',
    [pod([running(0)]), pod([running(3, ended('Error', 1))])],
    ['9 ContainerExited 1 spec.containers{app}', '10 ContainerRestarted 3 spec.containers{app}'],
  ],
  [
    'an error that was missed while we were away',
    [pod([running(2, ended('Error', 2))])],
    ['0 ContainerExited 1 spec.containers{app}'],
  ],
  [
    'an end as it should be',
    [pod([running(0)]), pod([{ name: 'app', restartCount: 0, state: ended('Completed', 0) }])],
    [],
  ],
  ['nothing new', [pod([running(4)]), pod([running(4)])], []],
] as const)('%s', (_, objects, expected) => {
  expect(saidOf(...objects)).toEqual(expected);
});

test('a node whose conditions turn bad and good again', () => {
  const node = (ready: string, disk: string, transition: number): WatchedObject => ({
    kind: 'Node',
    metadata: { name: 'node-1', uid: 'n1' },
    status: {
      conditions: [
        { type: 'Ready', status: ready, lastTransitionTime: at(transition) },
        { type: 'DiskPressure', status: disk, lastTransitionTime: at(0) },
      ],
    },
  });
  const synthesiser = createSynthesiser({ cluster: 'c' });
  const states = [node('True', 'False', 0), node('Unknown', 'False', 5), node('True', 'True', 20)];
  const said = states.flatMap((object, nth) => synthesiser.learn({ type: 'MODIFIED', object }, START + nth * 30_000));
  expect(said.map(({ type, message }) => `${type}: ${message}`)).toEqual([
    'Warning: Condition Ready is Unknown',
    'Normal: Condition Ready is True',
    'Warning: Condition DiskPressure is True',
  ]);
});

test('a rollout that takes too long is told once', () => {
  const deployment = (reason: string): WatchedObject => ({
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'web', uid: 'd1' },
    status: { conditions: [{ type: 'Progressing', status: 'False', reason, lastTransitionTime: at(3) }] },
  });
  const late = deployment('ProgressDeadlineExceeded');
  expect(saidOf(deployment('ReplicaSetUpdated'), late, late)).toEqual(['3 ProgressDeadlineExceeded 1']);
});

test.each([
  ['Pending', { ...pod([]), spec: {}, status: { phase: 'Pending' } }, 300],
  ['ContainerCreating', { ...pod([]), status: { phase: 'Pending' } }, 300],
  ['Terminating', pod([running(0)], { deletionTimestamp: at(30) }), 150],
] as const)('a pod that stays %s is told once, when it has been so for too long', (what, object, seconds) => {
  const synthesiser = createSynthesiser({ cluster: 'c' });
  synthesiser.learn({ type: 'ADDED', object }, START);
  expect(synthesiser.look(START + seconds * 1000 - 1)).toEqual([]);
  const [said, ...more] = synthesiser.look(START + seconds * 1000);
  expect(more).toEqual([]);
  expect(said).toMatchObject({ reason: 'PodStuck', origin: 'synthesised', until: START + seconds * 1000 });
  expect(said?.message).toContain(what);
  synthesiser.learn({ type: 'MODIFIED', object }, START + 400_000);
  expect(synthesiser.look(START + 999_000)).toEqual([]);
});

test('a pod that gets on in time, or goes, is not stuck', () => {
  const synthesiser = createSynthesiser({ cluster: 'c' });
  const waiting = (uid: string) => ({ ...pod([], { uid }), status: { phase: 'Pending' } });
  synthesiser.learn({ type: 'ADDED', object: waiting('a') }, START);
  synthesiser.learn({ type: 'ADDED', object: waiting('b') }, START);
  synthesiser.learn({ type: 'MODIFIED', object: pod([running(0)], { uid: 'a' }) }, START);
  synthesiser.learn({ type: 'DELETED', object: waiting('b') }, START);
  expect(synthesiser.look(START + 999_000)).toEqual([]);
});
