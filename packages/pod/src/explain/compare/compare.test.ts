import { describe, expect, it } from 'vitest';
import { kubeletOf } from '../../kubelet/profile.ts';
import type { Scenario } from '../../simulate/scenario.ts';
import { played, type SmallScenario, scenarioOf, sidecar } from '../testing/played.ts';
import { asLegacy } from './as-legacy.ts';
import { compareKubelets } from './compare-kubelets.ts';
import { compareTimelines } from './compare-timelines.ts';
import { comparisonLines } from './comparison-lines.ts';

const notStarted: SmallScenario = {
  inits: [sidecar('side-1', { startupProbe: { periodSeconds: 1, failureThreshold: 99 } }), sidecar('side-2')],
  behaviour: { 'side-1': [{ probes: { startup: { never: true } }, onTerm: { after: '1s' } }] },
  timeline: [{ at: '6s', delete: {} }],
  until: '60s',
};

describe('two kubelets part, and the cause is proved', () => {
  it.each<readonly [string, string, SmallScenario, string]>([
    [
      '1.30.3',
      '1.30.4',
      notStarted,
      'side-1 gets SIGTERM at 36 s with 1.30.3, but at 6 s with 1.30.4 (k/k#125880: a sidecar before one that is not running gets no TERM until the grace period is over); the stop takes 31 s with 1.30.3 and 1 s with 1.30.4.',
    ],
    [
      '1.31.0',
      '1.32.0',
      {
        inits: [sidecar('proxy', {})],
        timeline: [{ at: '5s', setImage: { container: 'proxy', image: 'localhost/busybox:2' } }],
        until: '20s',
      },
      'proxy gets SIGTERM at 5 s with 1.32.0, but not by 20 s with 1.31.0 (k/k#126525: a new image of a running sidecar does not restart it).',
    ],
    [
      '1.33.1',
      '1.36.2',
      {
        mains: [
          {
            name: 'app',
            restartPolicy: 'Never',
            restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
          },
        ],
        spec: { restartPolicy: 'Never' },
        behaviour: { app: [{ run: '2s', exit: 42 }, {}] },
        until: '20s',
      },
      'app starts again (restart 1) at 2 s with 1.36.2, but not by 20 s with 1.33.1 (feature gate ContainerRestartRules); in the end the pod is Failed with 1.33.1 and Running and Ready with 1.36.2.',
    ],
    [
      '1.30.4',
      '1.36.2',
      { mains: [{ name: 'app' }], behaviour: { app: [{ run: '0s', exit: 1 }] }, until: '60s' },
      'At 20 s kubectl get pod shows 0/1 CrashLoopBackOff with 1.30.4, but 0/1 Error with 1.36.2 (from 1.35 on a restart comes when its back-off ends, before that at the next look after an error).',
    ],
    ['1.36.1', '1.36.2', notStarted, 'Nothing differs between 1.36.1 and 1.36.2.'],
  ])('%s and %s', (x, y, small, summary) => {
    expect(compareKubelets(scenarioOf(small), [kubelet(x), kubelet(y)]).comparison.summary).toBe(summary);
  });

  it('one chart is enough where nothing differs', () => {
    const scenario = scenarioOf(notStarted);
    const lines = (x: string, y: string) =>
      comparisonLines(compareKubelets(scenario, [kubelet(x), kubelet(y)]), { width: 90 }).filter((line) =>
        line.startsWith('side-1 sidecar'),
      );
    expect(lines('1.36.1', '1.36.2')).toEqual([expect.stringMatching(/^side-1 sidecar ░/)]);
    expect(lines('1.30.3', '1.30.4')).toEqual([expect.stringMatching(/^side-1 sidecar 1\.30\.3 ░/)]);
  });

  it('and without a proof the bug that fits is named', () => {
    const scenario = scenarioOf(notStarted);
    const [a, b] = [played(scenario, { kubelet: '1.30.3' }), played(scenario, { kubelet: '1.30.4' })];
    expect(compareTimelines(a, b).because).toMatchObject({ bug: 'notStartedSidecarBlocksStop', issue: 125880 });
    expect(compareTimelines(a, b, { because: null }).because).toBeUndefined();
  });
});

describe('the legacy form of a pod', () => {
  it('has its sidecars in front of its containers, and keeps its ordinary init containers', () => {
    const { pod } = scenarioOf({ inits: [{ name: 'setup' }, sidecar('proxy')], mains: [{ name: 'app' }] });
    const legacy = asLegacy(pod).spec;
    expect(legacy?.initContainers?.map((c) => c.name)).toEqual(['setup']);
    expect(legacy?.containers.map((c) => [c.name, c.restartPolicy])).toEqual([
      ['proxy', undefined],
      ['app', undefined],
    ]);
    expect(legacy?.containers[0]?.startupProbe).toBeDefined();
    expect(asLegacy(scenarioOf({}).pod)).toEqual(scenarioOf({}).pod);
    expect(asLegacy(scenarioOf({ inits: [sidecar('proxy')] }).pod).spec).not.toHaveProperty('initContainers');
  });

  it('starts together, and so does not wait', () => {
    expect(
      legacyLines({
        inits: [sidecar('proxy')],
        behaviour: { proxy: [{ probes: { startup: { succeedAfter: '2s' } } }] },
        until: '10s',
      }),
    ).toMatchInlineSnapshot(`
      "app starts at 2 s with native, but at 0 s with legacy, because proxy is an ordinary
      container with legacy.

      pod           native │Pending     │Ready
                    legacy │Running     │Ready
      proxy sidecar native ░░░░░░░░░░░░░░███████████████████████████████████████████████████████
                                 !
            main    legacy ░░░░░░░░░░░░░░███████████████████████████████████████████████████████
                                 !
      app   main    native ··············███████████████████████████████████████████████████████
                    legacy █████████████████████████████████████████████████████████████████████
                           ┴────────────┴─────────────┴─────────────┴─────────────┴────────────┴
                           0s           2s            4s            6s            8s         10s
      · waiting   ░ startup probe pending   █ ready   ! probe failed

                     native                      legacy
      app starts     at 2 s                      at 0 s
      proxy          a sidecar                   an ordinary container
      app waits for  the startup probe of proxy  nothing
      start order    proxy, then app             proxy and app together"
    `);
  });

  it('never lets a Job end', () => {
    expect(
      legacyLines({
        inits: [sidecar('proxy', {})],
        spec: { restartPolicy: 'Never' },
        behaviour: { app: [{ run: '4s' }] },
        until: '12s',
      }),
    ).toMatchInlineSnapshot(`
      "proxy gets SIGTERM at 4 s with native, but not by 12 s with legacy, because proxy is an
      ordinary container with legacy; in the end the pod is Succeeded with native and Running
      but not Ready with legacy.

      pod           native │Ready                 │Succeeded
                    legacy │Ready                 │Running
      proxy sidecar native ███████████████████████✓
            main    legacy █████████████████████████████████████████████████████████████████████
      app   main    native ███████████████████████✓
                    legacy ███████████████████████✓
                           ┴──────────┴───────────┴──────────┴───────────┴──────────┴──────────┴
                           0s         2s          4s         6s          8s         10s      12s
      █ ready   ✓ exit 0

                             native     legacy
      proxy gets SIGTERM     at 4 s     not by 12 s
      the pod has succeeded  at 4 s     not by 12 s
      proxy                  a sidecar  an ordinary container
      in the end the pod is  Succeeded  Running but not Ready"
    `);
  });

  it('stops together', () => {
    expect(
      legacyLines({
        inits: [sidecar('proxy', {})],
        behaviour: { app: [{ onTerm: { after: '4s' } }], proxy: [{ onTerm: { after: '1s' } }] },
        timeline: [{ at: '3s', delete: {} }],
        until: '12s',
      }),
    ).toMatchInlineSnapshot(`
      "proxy gets SIGTERM at 7 s with native, but at 3 s with legacy, because proxy is an
      ordinary container with legacy; the stop takes 5 s with native and 4 s with legacy.

      pod           native │Ready                   │Terminating
                    legacy │Ready                   │Terminating
      proxy sidecar native ██████████████████████████▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▃▃▃▃▃▃▃▃✓
            main    legacy ██████████████████████████▃▃▃▃▃▃▃▃✓
      app   main    native ██████████████████████████▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃✓
                    legacy ██████████████████████████▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃✓
                           ┴───────┴────────┴───────┴────────┴────────┴───────┴────────┴───────┴
                           0s      1s       2s      3s       4s       5s      6s       7s     8s
                    native                          ▲ deleted (grace 30 s)                gone ▲
                    legacy                          ▲ deleted (grace 30 s)             ▲ gone
      █ ready   ▆ waits for its turn to stop   ▃ has the stop signal   ✓ exit 0

                             native           legacy
      proxy gets SIGTERM     at 7 s           at 3 s
      the pod has succeeded  at 8 s           at 7 s
      the pod is gone        at 8 s           at 7 s
      proxy                  a sidecar        an ordinary container
      stop order             app, then proxy  proxy and app together
      the stop takes         5 s              4 s"
    `);
  });
});

function kubelet(version: string) {
  const profile = kubeletOf(version);
  if (!profile) throw new Error(version);
  return profile;
}

function legacyLines(small: SmallScenario): string {
  const native = scenarioOf(small);
  const legacy: Scenario = { ...native, pod: asLegacy(native.pod) };
  const [a, b] = [played(native), played(legacy)];
  const comparison = compareTimelines(a, b);
  return comparisonLines({ a, b, comparison, scenarios: [native, legacy] }, { width: 90 }).join('\n');
}
