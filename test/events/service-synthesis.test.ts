import { createSynthesiser, restoreEntries, type WatchedContainer, type WatchedObject } from '@outrigger/events';
import { expect, test } from 'vitest';

const START = Date.parse('2026-11-20T10:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const pod = (uid: string, status: WatchedObject['status']): WatchedObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name: uid, uid, creationTimestamp: at(0) },
  spec: { nodeName: 'node-1' },
  status: { phase: 'Running', ...status },
});
const app = (restartCount: number, end?: string): WatchedObject['status'] => {
  const terminated = { reason: 'Error', exitCode: 1, finishedAt: end ?? '', containerID: `containerd://${end}` };
  const container: WatchedContainer = { name: 'app', restartCount, ...(end && { lastState: { terminated } }) };
  return { containerStatuses: [container] };
};
const node = (ready: string): WatchedObject => ({
  kind: 'Node',
  metadata: { name: 'node-1', uid: 'n' },
  status: { conditions: [{ type: 'Ready', status: ready, lastTransitionTime: at(1) }] },
});
const waiting = pod('p', { phase: 'Pending' });

/** What is said of states before a service is killed, and of those that are there when it comes back. */
async function saidAcrossRestart(before: readonly WatchedObject[], after: readonly WatchedObject[]) {
  const checkpoints = new Map<string, string>();
  const run = async (objects: readonly WatchedObject[], now: number) => {
    const saved = await restoreEntries('s', async (name) => JSON.parse(checkpoints.get(name) ?? 'null') as unknown);
    const synthesiser = createSynthesiser({ cluster: 'c', kept: { name: 's', saved } });
    const said = objects.flatMap((object) => synthesiser.learn({ type: 'ADDED', object }, now));
    said.push(...synthesiser.look(now));
    synthesiser.settle();
    for (const [name, value] of Object.entries(synthesiser.takeChanges())) checkpoints.set(name, JSON.stringify(value));
    return said.map(({ reason, count }) => `${reason} ${count}`);
  };
  return { before: await run(before, START + 400_000), after: await run(after, START + 9_000_000) };
}

test.each([
  ['a restart that was told is not told again', [pod('p', app(2, at(5)))], [pod('p', app(2, at(5)))], []],
  [
    'restarts that were missed are told, however long ago they were',
    [pod('p', app(0))],
    [pod('p', app(3, at(500)))],
    ['ContainerExited 1', 'ContainerRestarted 3'],
  ],
  [
    'of a pod that came meanwhile all are told',
    [],
    [pod('q', app(1, at(500)))],
    ['ContainerExited 1', 'ContainerRestarted 1'],
  ],
  ['a pod that was said to be stuck is not said to be so again', [waiting], [waiting], []],
  ['a node that is ready again is told', [node('False')], [node('True')], ['NodeConditionChanged 1']],
  ['a node that is not ready still is not told again', [node('False')], [node('False')], []],
])('%s', async (_, before, after, expected) => {
  expect((await saidAcrossRestart(before, after)).after).toEqual(expected);
});

test('of what has gone nothing is kept', async () => {
  const checkpoints = new Map<string, unknown>();
  const synthesiser = createSynthesiser({ cluster: 'c', kept: { name: 's', saved: undefined } });
  for (let nth = 0; nth < 1000; nth++) {
    const object = pod(`p${nth}`, app(2, at(5)));
    synthesiser.learn({ type: 'ADDED', object }, START);
    synthesiser.learn({ type: 'DELETED', object }, START);
    for (const [name, value] of Object.entries(synthesiser.takeChanges())) checkpoints.set(name, value);
  }
  expect(JSON.stringify([...checkpoints.values()]).length).toBeLessThan(20_000);
});
