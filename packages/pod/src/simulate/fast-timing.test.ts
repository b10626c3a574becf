import { describe, expect, test } from 'vitest';
import { kubeletOf } from '../kubelet/profile.ts';
import { FAST, NOMINAL, type Timing } from '../kubelet/timing.ts';
import { play } from './play.ts';
import { type Behaviour, RUNS_ON, type Scenario, SUCCEEDS } from './scenario.ts';

describe('fast timing', () => {
  test('looks at a startup probe as soon as its container runs, and soon again', () => {
    expect(startOfApp(FAST, { succeedAfter: 0 })).toBe(0);
    expect(startOfApp(FAST, { succeedAfter: 350 })).toBe(400);
    expect(startOfApp(NOMINAL, { succeedAfter: 350 })).toBe(1000);
  });

  test('does not count what fails before the kubelet would have looked', () => {
    const { log, events } = life(FAST, { succeedAfter: 950 }, { failureThreshold: 1 });
    expect(log.filter(({ what }) => what === 'killed' || what === 'term')).toEqual([]);
    expect(events.filter(({ reason }) => reason === 'Unhealthy')).toEqual([]);
  });

  test('counts failures as the kubelet does once the first period is over', () => {
    const count = (timing: Timing) =>
      life(timing, { never: true }, { failureThreshold: 3 }).events.filter(({ reason }) => reason === 'Unhealthy')
        .length;
    expect(count(FAST)).toBe(count(NOMINAL));
  });

  test('waits for initialDelaySeconds', () => {
    expect(startOfApp(FAST, { succeedAfter: 0 }, { initialDelaySeconds: 2 })).toBe(2000);
  });
});

type Outcome = Partial<Behaviour['probes']['startup']>;

function startOfApp(timing: Timing, outcome: Outcome, probe: object = {}): number | undefined {
  return life(timing, outcome, probe).log.find(({ what, container }) => what === 'start' && container === 'app')?.at;
}

function life(timing: Timing, outcome: Outcome, probe: object) {
  const kubelet = kubeletOf('1.36.2', { timing });
  if (!kubelet) throw new Error('1.36.2 is known');
  const exec = { command: ['check'] };
  const scenario: Scenario = {
    name: 'fast',
    description: '',
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'fast' },
      spec: {
        initContainers: [
          {
            name: 'proxy',
            image: 'proxy:1',
            restartPolicy: 'Always',
            startupProbe: { periodSeconds: 1, exec, ...probe },
          },
        ],
        containers: [{ name: 'app', image: 'app:1' }],
      },
    },
    behaviour: { proxy: [{ ...RUNS_ON, probes: { startup: { ...SUCCEEDS, ...outcome } } }] },
    timeline: [],
    until: 3500,
    missingImages: () => false,
  };
  return play(scenario, kubelet);
}
