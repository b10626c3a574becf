import fc from 'fast-check';
import type { IContainer, IPod } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { milliUnits } from '../quantity/quantity.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { effectiveLimits, effectiveRequests } from './effective-resources.ts';

/** A container as generated: thousandths per resource; undefined where nothing is written. */
interface Shape {
  readonly kind: 'init' | 'sidecar' | 'main';
  readonly requests: Amounts;
  readonly limits: Amounts;
}
type Amounts = Readonly<Partial<Record<Resource, number>>>;
type Resource = (typeof RESOURCES)[number];
const RESOURCES = ['cpu', 'memory', 'example.com/gpu'] as const;

const amounts: fc.Arbitrary<Amounts> = fc.record(
  {
    cpu: fc.integer({ min: 0, max: 8000 }),
    memory: fc.integer({ min: 0, max: 1 << 30 }).map((bytes) => bytes * 1000),
    'example.com/gpu': fc.integer({ min: 0, max: 3 }).map((count) => count * 1000),
  },
  { requiredKeys: [] },
);
const shape = (kinds: readonly Shape['kind'][]): fc.Arbitrary<Shape> =>
  fc.record({ kind: fc.constantFrom(...kinds), requests: amounts, limits: amounts });
const pods = fc.record({
  inits: fc.array(shape(['init', 'sidecar']), { maxLength: 6 }),
  mains: fc.array(shape(['main']), { minLength: 1, maxLength: 4 }),
  overhead: fc.option(amounts, { nil: undefined }),
});

// The definition in words: what runs at the same time needs its sum, and the pod needs the most that it ever needs. Here every
// moment of the start is listed with everything that runs in it; no formula of upstream's is used.
test('effective requests and limits are what 200 pods need in their neediest moment', () => {
  fc.assert(
    fc.property(pods, ({ inits, mains, overhead }) => {
      const moments = momentsOf(inits, mains);
      const resources = podResources(podOf([...inits, ...mains], overhead), resourceRulesFor(36, 2, {}));
      for (const resource of RESOURCES) {
        const requests = needOf(moments, (one) => one.requests[resource] ?? one.limits[resource]);
        const limits = needOf(moments, (one) => one.limits[resource]);
        const extra = overhead?.[resource];
        const found = [effectiveRequests(resources), effectiveLimits(resources)].map((amount) => {
          const total = amount.get(resource)?.total;
          return total && Number(milliUnits(total));
        });
        expect(found).toEqual([
          requests === undefined ? extra : requests + (extra ?? 0),
          limits ? limits + (extra ?? 0) : limits,
        ]);
      }
    }),
    { numRuns: 200 },
  );
});

/** Who runs together: each init container with the sidecars that run by then, and in the end all but init containers. */
function momentsOf(inits: readonly Shape[], mains: readonly Shape[]): readonly (readonly Shape[])[] {
  const running: Shape[] = [];
  const moments: (readonly Shape[])[] = [];
  for (const one of inits) {
    moments.push([...running, one]);
    if (one.kind === 'sidecar') running.push(one);
  }
  for (const one of mains) {
    running.push(one);
    moments.push([...running]);
  }
  return moments;
}

function needOf(moments: readonly (readonly Shape[])[], of: (one: Shape) => number | undefined): number | undefined {
  const sums = moments.flatMap((moment) => {
    const needs = moment.flatMap((one) => of(one) ?? []);
    return needs.length === 0 ? [] : [needs.reduce((sum, need) => sum + need, 0)];
  });
  return sums.length === 0 ? undefined : Math.max(...sums);
}

function podOf(shapes: readonly Shape[], overhead: Amounts | undefined): IPod {
  const containers = shapes.map(({ kind, requests, limits }, index): [Shape['kind'], IContainer] => [
    kind,
    {
      name: `c${index}`,
      image: 'x',
      resources: { requests: written(requests), limits: written(limits) },
      ...(kind === 'sidecar' && { restartPolicy: 'Always' }),
    },
  ]);
  const of = (isMain: boolean) => containers.filter(([kind]) => (kind === 'main') === isMain).map(([, one]) => one);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod' },
    spec: { initContainers: of(false), containers: of(true), ...(overhead && { overhead: written(overhead) }) },
  };
}

function written(amounts: Amounts): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, milli]) => [name, `${milli}m`]));
}
