import { podResources, resourceRulesFor } from '@outrigger/pod';
import { expect, test } from 'vitest';
import { containerResources } from './container-resources.ts';

/** What the API server makes of resources, and then the kernel. */
const asked = (resources: object) => {
  const pod = { spec: { containers: [{ name: 'app', resources }] } };
  const [container] = podResources(pod as never, resourceRulesFor(36, 2, {})).containers;
  if (!container) throw new Error('no container');
  return containerResources(container, 0);
};

test.for([
  [{}, { cpuShares: 2 }],
  [{ requests: { cpu: '100m' } }, { cpuShares: 102 }],
  [{ requests: { cpu: '1m' } }, { cpuShares: 2 }],
  [{ requests: { cpu: '1000' } }, { cpuShares: 262_144 }],
  [{ limits: { cpu: '2' } }, { cpuShares: 2048, cpuPeriod: 100_000, cpuQuota: 200_000 }],
  [{ limits: { cpu: '5m' } }, { cpuShares: 5, cpuPeriod: 100_000, cpuQuota: 1000 }],
  [
    { requests: { cpu: '0' }, limits: { cpu: '1' } },
    { cpuShares: 2, cpuPeriod: 100_000, cpuQuota: 100_000 },
  ],
  [{ limits: { memory: '1.5Gi' } }, { cpuShares: 2, memoryLimitInBytes: 1_610_612_736 }],
] as const)('%j is %j for the kernel', ([resources, expected]) => {
  expect(asked(resources)).toEqual({ ...expected, oomScoreAdj: 0 });
});
