import { describe, expect, it } from 'vitest';
import { played, type SmallScenario, scenarioOf, sidecar } from '../testing/played.ts';
import { story } from './story.ts';
import { storyLines } from './story-lines.ts';

describe('a story tells', () => {
  it('what the app waits for, and what lets it start', () => {
    expect(
      tell({
        inits: [{ name: 'setup' }, sidecar('proxy')],
        behaviour: { setup: [{ run: '2s' }], proxy: [{ probes: { startup: { succeedAfter: '3s' } } }] },
        until: '10s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   setup starts. proxy and app wait until setup has finished.
       2 s   setup has finished, so proxy starts. app waits: proxy has a startup probe.
       5 s   proxy is started (its startup probe succeeded at try 3), so app starts. The pod is Ready (2/2).
      10 s   Here the play ends; the pod is Running and Ready."
    `);
  });

  it('that readiness holds nothing back, and who keeps the pod from being Ready', () => {
    expect(
      tell({
        inits: [sidecar('proxy', { readinessProbe: { periodSeconds: 1 } })],
        behaviour: { proxy: [{ probes: { readiness: { never: true } } }] },
        until: '10s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   proxy starts; app follows at once: there is no startup probe to wait for.
      10 s ! Here the play ends; the pod is Running, but never was Ready: the readiness probe of proxy has not succeeded."
    `);
  });

  it('that postStart holds the app back, and how its failure is treated', () => {
    expect(
      tell({
        inits: [sidecar('proxy', { lifecycle: { postStart: { exec: { command: ['x'] } } } })],
        behaviour: {
          proxy: [{ hooks: { postStart: { takes: '1s', exit: 1 } } }, { hooks: { postStart: { takes: '4s' } } }],
        },
        until: '10s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   proxy starts. app waits for the postStart hook of proxy.
       1 s ! The postStart hook of proxy fails: proxy is stopped, and is started again at once.
       5 s   The postStart hook of proxy has ended, so app starts. The pod is Ready (2/2).
      10 s   Here the play ends; the pod is Running and Ready."
    `);
  });

  it('a crash loop once, with its waits and the next start', () => {
    expect(tell({ behaviour: { app: [{ run: '1s', exit: 1 }] }, until: '100s' })).toMatchInlineSnapshot(`
      "  0 s   app starts. The pod is Ready (1/1).
        1 s ! app exits with 1 after every start. It is started again at once, then after back-offs of 10 s, 20 s and 40 s: at 1 s, 12 s, 33 s and 74 s; the next start is due at 2 min 35 s.
      100 s ! Here the play ends; the pod is Running, but not Ready: app is in back-off until 2 min 35 s."
    `);
  });

  it('a day of it in one sentence', () => {
    const [, loop = ''] = tell({ behaviour: { app: [{ run: '1s', exit: 1 }] }, until: '24h' }).split('\n');
    expect(loop.trim()).toBe(
      '1 s ! app exits with 1 after every start. It is started again at once, then after back-offs of 10 s, 20 s, 40 s, ' +
        '80 s, 2 min 40 s, and from then on 5 min each (291 restarts, the last at 23 h 55 min); the next start is due at 24 h.',
    );
  });

  it('why a startup probe that runs into its timeout lets the app wait for ever', () => {
    expect(
      tell({
        inits: [sidecar('proxy', { startupProbe: { periodSeconds: 5, failureThreshold: 1 } })],
        behaviour: { proxy: [{ probes: { startup: { takes: '15s' } } }] },
        until: '60s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   proxy starts. app waits: proxy has a startup probe.
      20 s ! The startup probe of proxy fails after every start (it takes longer than its timeout of 1 s), and proxy is stopped. It is started again 3 times at once: at 20 s, 40 s and 60 s.
      60 s ! Here the play ends; the pod is still Pending: the startup probe of proxy has not succeeded (it takes longer than its timeout of 1 s), so no app container has started."
    `);
  });

  it('a stop in its order', () => {
    expect(
      tell({
        inits: [sidecar('side-1', {}), sidecar('side-2', {})],
        spec: { terminationGracePeriodSeconds: 30 },
        behaviour: {
          app: [{ onTerm: { after: '3s' } }],
          'side-1': [{ onTerm: { after: '1s' } }],
          'side-2': [{ onTerm: { after: '2s' } }],
        },
        timeline: [{ at: '5s', delete: {} }],
        until: '60s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   side-1 starts; side-2 and app follow at once: there is no startup probe to wait for. The pod is Ready (3/3).
       5 s   The pod is deleted with a grace period of 30 s. app gets SIGTERM. side-1 and side-2 wait for app to end, and then stop in reverse order.
       8 s   app ends, 3 s after SIGTERM. Then side-2 gets SIGTERM.
      10 s   side-2 ends, 2 s after SIGTERM. Then side-1 gets SIGTERM.
      11 s   side-1 ends, 1 s after SIGTERM. The pod has Succeeded. The pod is gone, 6 s after it was deleted."
    `);
  });

  it('who forces a stop that takes too long', () => {
    expect(
      tell({
        inits: [sidecar('proxy', {})],
        behaviour: { app: [{ onTerm: { ignore: true } }], proxy: [{ onTerm: { ignore: true } }] },
        timeline: [{ at: '5s', delete: { gracePeriodSeconds: 6 } }],
        until: '60s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   proxy starts; app follows at once: there is no startup probe to wait for. The pod is Ready (2/2).
       5 s   The pod is deleted with a grace period of 6 s. app gets SIGTERM. proxy waits for app to end.
      11 s ! The grace period of 6 s is over. app has not ended 6 s after SIGTERM and gets SIGKILL. proxy gets SIGTERM, and SIGKILL 2 s later if need be.
      13 s ! proxy has not ended 2 s after SIGTERM and gets SIGKILL. The pod has Failed: app with 137. The pod is gone, 8 s after it was deleted."
    `);
  });

  it('that all preStop hooks begin at once', () => {
    const preStop = { preStop: { exec: { command: ['x'] } } };
    expect(
      tell({
        inits: [sidecar('proxy', { lifecycle: preStop })],
        mains: [{ name: 'app', lifecycle: preStop }],
        behaviour: {
          app: [{ hooks: { preStop: { takes: '2s' } } }],
          proxy: [{ hooks: { preStop: { takes: '4s', exit: 1 } } }],
        },
        timeline: [{ at: '5s', delete: {} }],
        until: '60s',
      }),
    ).toMatchInlineSnapshot(`
      "0 s   proxy starts; app follows at once: there is no startup probe to wait for. The pod is Ready (2/2).
      5 s   The pod is deleted with a grace period of 30 s. The preStop hooks of proxy and app all begin now.
      7 s   The preStop hook of app has ended. app gets SIGTERM and ends at once.
      9 s   The preStop hook of proxy has failed. proxy gets SIGTERM and ends at once. The pod has Succeeded. The pod is gone, 4 s after it was deleted."
    `);
  });

  it('the bug of an old kubelet where it shows', () => {
    const never = { startup: { never: true } };
    expect(
      tell(
        {
          inits: [sidecar('side-1', { startupProbe: { periodSeconds: 1, failureThreshold: 99 } }), sidecar('side-2')],
          behaviour: { 'side-1': [{ probes: never }] },
          timeline: [{ at: '5s', delete: { gracePeriodSeconds: 8 } }],
          until: '60s',
        },
        '1.30.3',
      ),
    ).toMatchInlineSnapshot(`
      " 0 s   side-1 starts. side-2 and app wait: side-1 has a startup probe.
       5 s   The pod is deleted with a grace period of 8 s. side-1 waits for side-2, which does not even run: a bug of this version (k/k#125880).
      13 s ! The grace period of 8 s is over. side-1 gets SIGTERM and ends at once. The pod has Failed: app never ran. The pod is gone, 8 s after it was deleted."
    `);
  });

  it('how a Job’s pod ends, and how the old kind of sidecar keeps it from ending', () => {
    const job = { spec: { restartPolicy: 'Never' as const }, behaviour: { app: [{ run: '4s' }] }, until: '20s' };
    expect(tell({ ...job, inits: [sidecar('proxy', {})] })).toMatchInlineSnapshot(`
      "0 s   proxy starts; app follows at once: there is no startup probe to wait for. The pod is Ready (2/2).
      4 s   app exits with 0 and has done its work (restartPolicy Never). No app container is left to run, so proxy is stopped. proxy gets SIGTERM and ends at once. The pod has Succeeded."
    `);
    expect(tell({ ...job, mains: [{ name: 'proxy' }, { name: 'app' }] })).toMatchInlineSnapshot(`
      " 0 s   proxy and app start. The pod is Ready (2/2).
       4 s   app exits with 0 and has done its work (restartPolicy Never).
      20 s ! Here the play ends; the pod is Running, but not Ready: app has finished. It does not end while proxy runs."
    `);
  });

  it('what an init container that fails for good does to the pod', () => {
    expect(
      tell({
        inits: [sidecar('proxy', {}), { name: 'migrate' }],
        spec: { restartPolicy: 'Never' },
        behaviour: { migrate: [{ run: '1s', exit: 1 }] },
        until: '20s',
      }),
    ).toMatchInlineSnapshot(`
      "0 s   proxy starts; migrate follows at once: there is no startup probe to wait for. app waits until migrate has finished.
      1 s ! migrate fails with 1; under restartPolicy Never that fails the pod. Everything else is stopped. proxy gets SIGTERM and ends at once. The pod has Failed: migrate with 1."
    `);
  });

  it('what cannot be started, and who waits for it', () => {
    expect(tell({ inits: [{ ...sidecar('proxy'), image: 'absent:1' }], until: '20s' })).toMatchInlineSnapshot(`
      " 0 s ! proxy cannot start: container image "absent:1" is not present with pull policy of Never (ErrImageNeverPull). The kubelet looks again at every sync; app waits.
      20 s ! Here the play ends; the pod is still Pending: the image of proxy cannot be had, so no app container has started."
    `);
  });

  it('what was done from outside', () => {
    expect(
      tell({
        inits: [{ name: 'setup' }, sidecar('proxy', {})],
        timeline: [
          { at: '5s', crash: { container: 'app' } },
          { at: '10s', restartKubelet: true },
          { at: '20s', crash: { sandbox: true } },
          { at: '30s', setImage: { container: 'proxy', image: 'localhost/busybox:2' } },
        ],
        behaviour: { setup: [{ run: '1s' }] },
        until: '40s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   setup starts. proxy and app wait until setup has finished.
       1 s   setup has finished, so proxy starts; app follows at once: there is no startup probe to wait for. The pod is Ready (2/2).
       5 s ! app is killed from outside (exit 137), and is started again at once.
      10 s   The kubelet is restarted: the containers run on, but it forgets what probes said and how long it wanted to wait.
      20 s ! The sandbox of the pod dies. Everything that still runs is stopped, and all starts anew in another sandbox. app and proxy get SIGTERM and end at once. setup starts again. proxy and app wait until setup has finished.
      21 s   setup has finished, so proxy starts again; app follows at once: there is no startup probe to wait for. The pod is Ready again (2/2).
      30 s   The image of proxy is changed in the pod. proxy is stopped, because its image was changed, and is started again at once.
      40 s   Here the play ends; the pod is Running and Ready."
    `);
  });

  it('that the node restarts, which is more than a kubelet that does', () => {
    expect(
      tell({
        timeline: [
          { at: '5s', crash: {} },
          { at: '5s', restartKubelet: true },
        ],
        until: '20s',
      }),
    ).toMatchInlineSnapshot(`
      " 0 s   app starts. The pod is Ready (1/1).
       5 s ! The node restarts: everything in the pod is killed at once, and the kubelet forgets what probes said and how long it wanted to wait.
       6 s   app starts again.
      20 s   Here the play ends; the pod is Running and Ready."
    `);
  });

  it('that a deadline has ended the pod', () => {
    expect(
      tell({
        inits: [sidecar('proxy', { startupProbe: { periodSeconds: 1, failureThreshold: 99 } })],
        spec: { restartPolicy: 'Never', activeDeadlineSeconds: 8 },
        behaviour: { proxy: [{ probes: { startup: { never: true } }, onTerm: { after: '1s' } }] },
        until: '20s',
      }),
    ).toMatchInlineSnapshot(`
      "0 s   proxy starts. app waits: proxy has a startup probe.
      8 s   activeDeadlineSeconds (8 s) is over: the pod is to fail, and everything that runs is stopped. proxy gets SIGTERM.
      9 s ! proxy ends, 1 s after SIGTERM. The pod has Failed (DeadlineExceeded)."
    `);
  });

  it('that the kubelet will not have the pod', () => {
    expect(tell({ inits: [sidecar('proxy')], until: '10s' }, '1.28.15')).toMatchInlineSnapshot(
      `"0 s ! The kubelet refuses the pod: Init container "proxy" may not have a non-default restartPolicy (InitContainerRestartPolicyForbidden). The pod has Failed (InitContainerRestartPolicyForbidden)."`,
    );
  });

  it('what is known without the scenario, too', () => {
    const scenario = scenarioOf({ behaviour: { app: [{ run: '2s', exit: 3 }] }, spec: { restartPolicy: 'Never' } });
    const texts = story(played(scenario)).map(({ text }) => text);
    expect(texts).toEqual(['app starts. The pod is Ready (1/1).', 'app exits with 3. The pod has Failed: app with 3.']);
  });
});

function tell(small: SmallScenario, kubelet = '1.36.2'): string {
  const scenario = scenarioOf(small);
  return storyLines(story(played(scenario, { kubelet }), scenario), { width: 999 }).join('\n');
}
