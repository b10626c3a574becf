import { kubeletOf, type LiveState, newPodState, readPod } from '@outrigger/pod';
import { describe, expect, test } from 'vitest';
import type { RuntimeContents } from '../runtime/pod-runtime.ts';
import { missedFacts } from './missed-facts.ts';

const RESTARTED = [{ is: 'kubeletStopped' }, { is: 'kubeletStarted' }];
const CREATED = Date.parse('2026-11-21T08:00:00Z');
/** The pod is ten seconds old. */
const at = (wall: number) => Math.min(10_000, wall - CREATED);

describe('a command that was killed while it started a container', () => {
  test.each<[string, Partial<RuntimeContents>, object]>([
    ['which never came about: it is no restart', {}, { facts: RESTARTED, unbegun: starting() }],
    [
      'which runs',
      { containers: [{ id: 'app/2', running: true }] },
      { facts: [{ is: 'started', id: 'app/2', at: 10_000 }, ...RESTARTED], unbegun: undefined },
    ],
    [
      'which has ended',
      { containers: [{ id: 'app/2', running: false, end: { at: CREATED + 7_000, exitCode: 3 } }] },
      {
        facts: [
          { is: 'started', id: 'app/2', at: 7_000 },
          { is: 'exited', id: 'app/2', at: 7_000, exitCode: 3 },
          ...RESTARTED,
        ],
        unbegun: undefined,
      },
    ],
    [
      'and finds what nobody knows of: it is taken away',
      { containers: [{ id: 'app/1', running: true }], sandboxes: [{ id: 'box', ready: true, podIp: '' }] },
      { facts: RESTARTED, strangers: ['app/1'], strangeSandboxes: ['box'] },
    ],
  ])('%s', (_, contents, missed) => {
    expect(missedFacts(startingPod(), { sandboxes: [], containers: [], ...contents }, at)).toMatchObject(missed);
  });
});

function starting() {
  return { what: 'start', container: 0, id: 'app/2', attempt: 1, since: 0 } as const;
}

/** A pod whose container is about to start for the second time. */
function startingPod(): LiveState {
  const kubelet = kubeletOf('1.36.2');
  if (!kubelet) throw new Error('no such kubelet');
  const pod = readPod(
    { metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image: 'app:1' }] } } as never,
    kubelet,
  );
  const state = newPodState(pod, 0, kubelet) as LiveState;
  state.worker.doing = starting();
  return state;
}
