import { describe, expect, it } from 'vitest';
import { played, type SmallScenario, scenarioOf, sidecar } from '../testing/played.ts';
import { eventTable, podTable } from './kubectl-lines.ts';
import { podRowAt, podRows } from './pod-rows.ts';

describe('kubectl get pod shows over time', () => {
  const failing = { run: '1s', exit: 1 };
  it.each<readonly [string, SmallScenario, readonly string[]]>([
    [
      'how far the init containers are',
      {
        inits: [{ name: 'a' }, sidecar('b')],
        behaviour: { a: [{ run: '2s' }], b: [{ probes: { startup: { succeedAfter: '3s' } } }] },
        until: '9s',
      },
      ['0 0/2 Init:0/2 0', '2 0/2 Init:1/2 0', '5 2/2 Running 0'],
    ],
    [
      'a sidecar whose readiness probe fails',
      {
        inits: [sidecar('proxy', { readinessProbe: {} })],
        behaviour: { proxy: [{ probes: { readiness: { never: true } } }] },
        until: '9s',
      },
      ['0 1/2 Running 0'],
    ],
    [
      'that an init container fails under Never',
      { inits: [{ name: 'a' }], spec: { restartPolicy: 'Never' }, behaviour: { a: [failing] }, until: '9s' },
      ['0 0/1 Init:0/1 0', '1 0/1 Init:Error 0'],
    ],
    [
      'restarts of init containers while they last',
      { inits: [{ name: 'a' }], behaviour: { a: [failing, failing, { run: '1s' }] }, until: '30s' },
      ['0 0/1 Init:0/1 0', '1 0/1 Init:0/1 1', '2 0/1 Init:Error 1', '12 0/1 Init:0/1 2', '13 1/1 Running 0'],
    ],
    [
      'a missing image',
      { inits: [{ ...sidecar('proxy'), image: 'absent:1' }], until: '5s' },
      ['0 0/2 Init:ErrImageNeverPull 0'],
    ],
    [
      'that a Job’s pod has completed',
      {
        inits: [sidecar('proxy', {})],
        spec: { restartPolicy: 'Never' },
        behaviour: { app: [{ run: '3s' }] },
        until: '9s',
      },
      ['0 2/2 Running 0', '3 0/2 Completed 0'],
    ],
    [
      'that one of two main containers has finished',
      {
        mains: [{ name: 'app' }, { name: 'web' }],
        spec: { restartPolicy: 'Never' },
        behaviour: { app: [{ run: '3s' }] },
        until: '9s',
      },
      ['0 2/2 Running 0', '3 1/2 NotReady 0'],
    ],
    [
      'a pod that takes its time to end, and its exit code',
      {
        behaviour: { app: [{ onTerm: { after: '3s', exit: 143 } }] },
        timeline: [{ at: '2s', delete: {} }],
        until: '9s',
      },
      ['0 1/1 Running 0', '2 1/1 Terminating 0', '5 0/1 Error 0'],
    ],
    [
      'a deadline that was missed',
      { spec: { activeDeadlineSeconds: 4 }, until: '9s' },
      ['0 1/1 Running 0', '4 0/1 Completed 0'],
    ],
  ])('%s', (_, small, rows) => {
    expect(
      podRows(played(scenarioOf(small))).map((row) => `${row.at / 1000} ${row.ready} ${row.status} ${row.restarts}`),
    ).toEqual(rows);
  });
});

it('kubectl finds no pod once it is gone', () => {
  const timeline = played(scenarioOf({ timeline: [{ at: '2s', delete: {} }], until: '9s' }));
  expect(podRowAt(timeline, 1000)).toMatchObject({ ready: '1/1', status: 'Running' });
  expect(podRowAt(timeline, 2000)).toBeUndefined();
});

it('restarts are shown with their age, and what repeats is folded', () => {
  const timeline = played(scenarioOf({ name: 'web', behaviour: { app: [{ run: '1s', exit: 1 }] }, until: '1h' }), {
    kubelet: '1.33.1',
  });
  expect(podTable(timeline).join('\n')).toMatchInlineSnapshot(`
    "AT       READY   STATUS             RESTARTS       AGE
    0s       1/1     Running            0              0s
    1s       1/1     Running            1 (0s ago)     1s
    2s       0/1     Error              1              2s
    12s      1/1     Running            2 (10s ago)    12s
    13s      0/1     Error              2              13s
    23s      0/1     CrashLoopBackOff   2 (10s ago)    23s
    33s      1/1     Running            3 (20s ago)    33s
    34s      0/1     Error              3              34s
    44s      0/1     CrashLoopBackOff   3 (10s ago)    44s
    74s      1/1     Running            4 (40s ago)    74s
    75s      0/1     Error              4              75s
    85s      0/1     CrashLoopBackOff   4 (10s ago)    85s
    2m35s    1/1     Running            5 (80s ago)    2m35s
    2m36s    0/1     Error              5              2m36s
    2m46s    0/1     CrashLoopBackOff   5 (10s ago)    2m46s
                     ... 30 more changes of the same kind, until 50m36s
    55m26s   1/1     Running            16 (5m ago)    55m
    55m27s   0/1     Error              16             55m
    55m37s   0/1     CrashLoopBackOff   16 (10s ago)   55m"
  `);
});

it('Events are counted, sorted by their last time, and aged as kubectl describe does it', () => {
  const scenario = scenarioOf({
    inits: [sidecar('proxy')],
    behaviour: { proxy: [{ probes: { startup: { succeedAfter: '3s' } } }] },
    timeline: [{ at: '20s', delete: {} }],
    until: '30s',
  });
  expect(eventTable(played(scenario), 150_000).join('\n')).toMatchInlineSnapshot(`
    "Events:
      Type      Reason      Age                     From      Message
      ----      ------      ----                    ----      -------
      Normal    Pulled      2m30s                   kubelet   spec.initContainers{proxy}: Container image "localhost/busybox:1" already present on machine and can be accessed by the pod
      Normal    Created     2m30s                   kubelet   spec.initContainers{proxy}: Container created
      Normal    Started     2m30s                   kubelet   spec.initContainers{proxy}: Container started
      Warning   Unhealthy   2m28s (x2 over 2m29s)   kubelet   spec.initContainers{proxy}: Startup probe failed:
      Normal    Pulled      2m27s                   kubelet   spec.containers{app}: Container image "localhost/busybox:1" already present on machine and can be accessed by the pod
      Normal    Created     2m27s                   kubelet   spec.containers{app}: Container created
      Normal    Started     2m27s                   kubelet   spec.containers{app}: Container started
      Normal    Killing     2m10s                   kubelet   spec.initContainers{proxy}: Stopping container proxy
      Normal    Killing     2m10s                   kubelet   spec.containers{app}: Stopping container app"
  `);
  expect(eventTable(played(scenario, { kubelet: '1.30.4' }), 2000).join('\n')).toMatchInlineSnapshot(`
    "Events:
      Type      Reason      Age               From      Message
      ----      ------      ----              ----      -------
      Normal    Pulled      2s                kubelet   Container image "localhost/busybox:1" already present on machine
      Normal    Created     2s                kubelet   Created container proxy
      Normal    Started     2s                kubelet   Started container proxy
      Warning   Unhealthy   0s (x2 over 1s)   kubelet   Startup probe failed:"
  `);
  expect(eventTable({ ...played(scenario), events: [] })).toEqual(['Events:  <none>']);
});
