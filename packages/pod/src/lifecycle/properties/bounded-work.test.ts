import fc from 'fast-check';
import type { IContainer, IPod } from 'kubernetes-models/v1';
import { describe } from 'vitest';
import { play } from '../../simulate/play.ts';
import { type Behaviour, RUNS_ON, SUCCEEDS } from '../../simulate/scenario.ts';
import { arbitraryKubelet, type Case } from '../../simulate/testing/arbitrary-scenario.ts';
import { forAny, forAnyCase } from '../../simulate/testing/for-any-case.ts';
import { decideInPlace } from '../decide.ts';

describe('a simulation', () => {
  forAnyCase('comes to its end in no more turns than its time and its containers call for', playBounded);

  forAny('ends for pods that do nothing but restart and fail their probes', absurdCase(600_000), {
    check: playBounded,
    quick: 20,
    full: 500,
  });

  forAny('ends even when such a pod is watched for a day', absurdCase(86_400_000), {
    check: playBounded,
    quick: 1,
    full: 20,
  });
});

/** The fastest circle is a restart of all containers in 1.36, which asks for a relist itself: about 35 turns a second. */
function playBounded({ scenario, kubelet }: Case): void {
  const { initContainers = [], containers = [] } = scenario.pod.spec ?? {};
  const most = 1000 + (scenario.until / 1000) * 50 * (initContainers.length + containers.length);
  let turns = 0;
  play(scenario, kubelet, {
    decide: (pod, state, moment, by) => {
      turns++;
      if (turns > most) throw new Error(`more than ${most} turns at ${moment.now} ms`);
      return decideInPlace(pod, state, moment, by);
    },
  });
}

/** Whatever can be repeated is repeated as fast as it can be. */
function absurdCase(until: number): fc.Arbitrary<Case> {
  const life = fc.constantFrom(0, 1, 999, Number.POSITIVE_INFINITY);
  const container = fc.record({
    run: life,
    exit: fc.constantFrom(0, 1),
    never: fc.boolean(),
    restartsAll: fc.boolean(),
  });
  return fc
    .record({
      sidecars: fc.array(container, { maxLength: 2 }),
      mains: fc.array(container, { minLength: 1, maxLength: 2 }),
      kubelet: arbitraryKubelet({}),
    })
    .map(({ sidecars, mains, kubelet }) => {
      const behaviour: Record<string, readonly Behaviour[]> = {};
      const make = (kind: string) => (absurd: Absurd, i: number) => {
        behaviour[`${kind}${i}`] = [absurdLife(absurd)];
        return absurdContainer(`${kind}${i}`, absurd);
      };
      const pod: IPod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'pod', namespace: 'default' },
        spec: { initContainers: sidecars.map(make('s')), containers: mains.map(make('m')) },
      };
      const scenario = {
        name: 'pod',
        description: '',
        pod,
        behaviour,
        timeline: [],
        until,
        missingImages: () => false,
      };
      return { scenario, kubelet };
    });
}

interface Absurd {
  readonly run: number;
  readonly exit: number;
  readonly never: boolean;
  readonly restartsAll: boolean;
}

function absurdLife({ run, exit, never }: Absurd): Behaviour {
  const probe = { ...SUCCEEDS, never };
  return { ...RUNS_ON, run, exit, probes: { startup: probe, readiness: probe, liveness: probe } };
}

function absurdContainer(name: string, { never, restartsAll }: Absurd): IContainer {
  const probe = { periodSeconds: 1, failureThreshold: 1 };
  const rule = { action: 'RestartAllContainers', exitCodes: { operator: 'NotIn', values: [7] } };
  const parts = {
    name,
    image: 'app:1',
    restartPolicy: 'Always',
    ...(never ? { startupProbe: probe } : {}),
    readinessProbe: probe,
    livenessProbe: probe,
    ...(restartsAll ? { restartPolicyRules: [rule] } : {}),
  };
  return parts as IContainer;
}
