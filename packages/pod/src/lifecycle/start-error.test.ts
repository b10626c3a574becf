import { describe, expect, test } from 'vitest';
import { kubeletOf } from '../kubelet/profile.ts';
import { readPod } from '../model/pod.ts';
import type { Action } from './actions.ts';
import { decide } from './decide.ts';
import type { Fact } from './facts.ts';
import { newPodState } from './state.ts';

/** As runc says it of a program that is not there; recorded with a kubelet 1.36.2 (golden/events, pod ledger). */
const MESSAGE = 'unable to start container process: exec: "/bin/nope": stat /bin/nope: no such file or directory';

describe('a program that cannot be started', () => {
  test('ends a pod that never restarts, as a container that exited with 128', () => {
    const { status, events } = live('Never', 5);
    expect(status?.phase).toBe('Failed');
    expect(status?.containers[0]).toMatchObject({
      state: { is: 'terminated', exitCode: 128, reason: 'StartError', message: MESSAGE },
      restarts: 0,
    });
    expect(events).toEqual(['Pulled', 'Created', `Failed: Error: ${MESSAGE}`]);
  });

  test('is tried again at once, then after 10 s and 20 s, and shows why it waits and how it ended', () => {
    const { status, starts } = live('Always', 45);
    expect(starts.map((at) => Math.round(at / 1000))).toEqual([0, 0, 10, 30]);
    expect(status?.phase).toBe('Running');
    expect(status?.containers[0]).toMatchObject({
      state: { is: 'waiting', reason: 'RunContainerError', message: MESSAGE },
      last: { exitCode: 128, reason: 'StartError', message: MESSAGE },
      restarts: 3,
    });
  });
});

/** Lives a pod for some seconds on a machine that starts nothing. */
function live(restartPolicy: string, seconds: number) {
  const kubelet = kubeletOf('1.36.2');
  if (!kubelet) throw new Error('no such kubelet');
  const spec = { restartPolicy, containers: [{ name: 'app', image: 'app:1' }] };
  const pod = readPod({ metadata: { name: 'ledger' }, spec } as never, kubelet);
  const starts: number[] = [];
  const events: string[] = [];
  let state = newPodState(pod, 0, kubelet);
  let facts: readonly Fact[] = [];
  for (let now = 0; ; ) {
    const decision = decide(pod, state, { now, facts }, kubelet);
    for (const { reason, message, type } of decision.events)
      events.push(type === 'Warning' ? `${reason}: ${message}` : reason);
    starts.push(...decision.actions.filter((action) => action.do === 'start').map(() => now));
    facts = decision.actions.flatMap(answer);
    if (facts.length === 0) now = decision.wakeAt;
    state = decision.state;
    if (now > seconds * 1000) return { status: decision.status, events, starts };
  }
}

function answer(action: Action): readonly Fact[] {
  switch (action.do) {
    case 'createSandbox':
      return [{ is: 'sandboxReady', id: `box/${action.attempt}`, attempt: action.attempt }];
    case 'stopSandbox':
      return [{ is: 'sandboxStopped', id: action.id }];
    case 'inspectImage':
      return [{ is: 'imageInspected', image: action.container.image, present: true }];
    case 'start':
      return [{ is: 'startFailed', id: action.id, stage: 'run', message: MESSAGE }];
    default:
      return [];
  }
}
