import { describe, expect, it } from 'vitest';
import { played, type SmallScenario, scenarioOf, sidecar } from '../testing/played.ts';
import { ganttChart } from './gantt-chart.ts';
import { ANSI } from './paint.ts';

const stop: SmallScenario = {
  name: 'stop',
  inits: [{ name: 'setup' }, sidecar('proxy'), sidecar('log', {})],
  mains: [{ name: 'app', lifecycle: { preStop: { sleep: { seconds: 2 } } } }],
  behaviour: {
    setup: [{ run: '2s' }],
    proxy: [{ probes: { startup: { succeedAfter: '3s' } }, onTerm: { after: '2s' } }],
    app: [{ onTerm: { after: '3s' } }],
  },
  timeline: [{ at: '10s', delete: {} }],
  until: '60s',
};

describe('a chart for the terminal', () => {
  it('shows starts, waits and stops', () => {
    expect(draw(stop)).toMatchInlineSnapshot(`
      "stop · kubelet 1.36.2 · gone after 17 s
      pod           │Pending           │Ready             │Terminating
      setup init    ▓▓▓▓▓▓▓✓
      proxy sidecar ········░░░░░░░░░░░████████████████████▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▃▃▃▃▃▃▃✓
                               !   !
      log   sidecar ···················████████████████████▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆✓
      app   main    ···················████████████████████««««««««▃▃▃▃▃▃▃▃▃▃▃✓
                    ┴──────────────────┴──────────────────┴───────────────────┴───────
                    0s                 5s                 10s                 15s
                                                          ▲ deleted (grace 30 s)
                                                                                gone ▲
      · waiting   ▓ runs   ░ startup probe pending   █ ready   « preStop hook
      ▆ waits for its turn to stop   ▃ has the stop signal   ✓ exit 0   ! probe failed"
    `);
  });

  it('needs nothing but ASCII', () => {
    expect(draw(stop, { ascii: true })).toMatchInlineSnapshot(`
      "stop - kubelet 1.36.2 - gone after 17 s
      pod           |Pending           |Ready             |Terminating
      setup init    %%%%%%%o
      proxy sidecar ........:::::::::::####################+++++++++++++++++++-------o
                               !   !
      log   sidecar ...................####################+++++++++++++++++++o
      app   main    ...................####################<<<<<<<<-----------o
                    +------------------+------------------+-------------------+-------
                    0s                 5s                 10s                 15s
                                                          ^ deleted (grace 30 s)
                                                                                gone ^
      . waiting   % runs   : startup probe pending   # ready   < preStop hook
      + waits for its turn to stop   - has the stop signal   o exit 0   ! probe failed"
    `);
  });

  it('stays readable where it is narrow', () => {
    expect(draw(stop, { width: 40 })).toMatchInlineSnapshot(`
      "stop · kubelet 1.36.2 · gone after 17 s
      pod   │Pending  │Ready    │Terminating
      setup ▓▓▓▓✓
      proxy ····░░░░░░██████████▆▆▆▆▆▆▆▆▆▆▃▃▃✓
                  ! !
      log   ··········██████████▆▆▆▆▆▆▆▆▆▆✓
      app   ··········██████████««««▃▃▃▃▃▃✓
            ┴─────────┴─────────┴─────────┴───
            0s        5s        10s       15s
             deleted (grace 30… ▲       gone ▲
      · waiting   ▓ runs
      ░ startup probe pending   █ ready
      « preStop hook
      ▆ waits for its turn to stop
      ▃ has the stop signal   ✓ exit 0
      ! probe failed"
    `);
  });

  it('numbers restarts and marks failed probes', () => {
    expect(
      draw({
        name: 'loop',
        inits: [sidecar('proxy', { startupProbe: { periodSeconds: 2, failureThreshold: 2 } })],
        behaviour: { proxy: [{ probes: { startup: { never: true } }, onTerm: { exit: 1 } }] },
        until: '60s',
      }),
    ).toMatchInlineSnapshot(`
      "loop · kubelet 1.36.2 · 60 s
      pod           │Pending
      proxy sidecar ░░░✗░░░✗░░░░░✗╌╌╌╌╌╌╌╌╌╌░░░░✗╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌░░░░✗╌╌╌╌╌╌╌╌╌╌
                      ! 1 ! 2  ! !          3 ! !                     4 !  !
      app   main    ··································································
                    ┴──────────┴──────────┴──────────┴──────────┴──────────┴─────────┴
                    0s         10s        20s        30s        40s        50s      1m
      · waiting   ░ startup probe pending   ╌ back-off   ✗ exit, not 0
      ! probe failed   1 restart number"
    `);
  });

  it('cuts long quiet stretches short, and says so', () => {
    expect(
      draw({
        name: 'long',
        inits: [sidecar('proxy')],
        behaviour: { app: [{ onTerm: { after: '8s' } }] },
        timeline: [{ at: '2h', delete: {} }],
        until: '3h',
      }),
    ).toMatchInlineSnapshot(`
      "long · kubelet 1.36.2 · gone after 2 h
      pod           │Pend…│Ready    │Terminating
      proxy sidecar ░░░░░░█████╱█████▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆✓
      app   main    ······█████╱█████▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃✓
                    ┴──────────╱────┴────────────┴───────────┴───────────┴───────────┴
                    0s    (119m58s) 2h           2h2s        2h4s        2h6s     2h8s
                                    ▲ deleted (grace 30 s)                      gone ▲
      · waiting   ░ startup probe pending   █ ready   ▆ waits for its turn to stop
      ▃ has the stop signal   ✓ exit 0"
    `);
  });

  it('shows the first and the last rounds of a loop that goes on all day', () => {
    expect(draw({ name: 'day', behaviour: { app: [{ run: '20s', exit: 1 }] }, until: '24h' })).toMatchInlineSnapshot(`
      "day · kubelet 1.36.2 · 24 h
      pod      ││││││ ││    │Running  │Running  │       │  ││Running ││Running ││Runn…
      app main ✗✗█✗█✗╌█✗╌╌╌╌✗╌╌╌╌╌╌╌╌╌✗╌╌╌╌╌╌╌╌╌✗╌╌╌ ╱  ╌╌╌█✗╌╌╌╌╌╌╌╌█✗╌╌╌╌╌╌╌╌█✗╌╌╌╌╌
               1 3 4  5     6         7         8          272       273       274
               ┴────────┴────────┴────────┴──────────╱────┴────────┴────────┴────────┴
               0s       5m       10m      15m    (23h24m) 23h45m   23h50m   23h55m  1d
      █ ready   ╌ back-off   ✗ exit, not 0   1 restart number"
    `);
  });

  it('knows what was done from outside', () => {
    expect(
      draw({
        name: 'outside',
        inits: [sidecar('proxy', {})],
        timeline: [
          { at: '3s', crash: { container: 'app' } },
          { at: '8s', crash: {} },
          { at: '14s', restartKubelet: true },
        ],
        until: '20s',
      }),
    ).toMatchInlineSnapshot(`
      "outside · kubelet 1.36.2 · 20 s
      pod           │Ready                    │Pending               │Ready
      proxy sidecar █████████████████████████K████████████████████████████████████████
                                              1
      app   main    ████████K█████████████████K╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌████████████████
                             1                                       2
                    ┴───────────────┴────────────────┴───────────────┴───────────────┴
                    0s              5s               10s             15s           20s
                             ▲ app crashes    ▲ everything crashes, new sandbox
                                                                  ▲ kubelet restarts
      █ ready   ╌ back-off   K SIGKILL   1 restart number"
    `);
  });

  it('paints each kind where colours are wanted', () => {
    const scenario = scenarioOf(stop);
    const [, pod = '', setup = ''] = ganttChart(played(scenario), { width: 60, paint: ANSI });
    expect(pod).toContain('\u001b[35mTerminating\u001b[0m');
    expect(JSON.stringify(setup)).toMatchInlineSnapshot(
      `""\\u001b[2msetup init    \\u001b[0m\\u001b[36m▓▓▓▓▓\\u001b[0m\\u001b[32m✓\\u001b[0m""`,
    );
  });
});

function draw(small: SmallScenario, options: { readonly width?: number; readonly ascii?: boolean } = {}): string {
  const scenario = scenarioOf(small);
  return ganttChart(played(scenario), { width: 80, scenario, ...options }).join('\n');
}
