import type { ResourceAmounts } from '@outrigger/pod';
import type { Draft } from '../wire/shape.ts';

/**
 * What the kernel is to give a container
 * (pkg/kubelet/kuberuntime/kuberuntime_container_linux.go, v1.36.2: calculateLinuxResources; pkg/kubelet/cm/helpers_linux.go).
 */
export function containerResources(asked: AskedResources, oomScoreAdj: number): Draft<'LinuxContainerResources'> {
  const cpuRequest = asked.requests.get('cpu') ?? asked.limits.get('cpu');
  const cpuLimit = asked.limits.get('cpu');
  const memoryLimit = asked.limits.get('memory');
  const milliLimit = cpuLimit ? inUnitsOf(cpuLimit.nanos, MILLI) : 0;
  return {
    cpuShares: sharesOf(cpuRequest ? inUnitsOf(cpuRequest.nanos, MILLI) : 0),
    ...(milliLimit > 0 && { cpuPeriod: PERIOD, cpuQuota: Math.max(MIN_QUOTA, (milliLimit * PERIOD) / 1000) }),
    ...(memoryLimit && { memoryLimitInBytes: inUnitsOf(memoryLimit.nanos, UNIT) }),
    oomScoreAdj,
  };
}

/** What a container requests and is limited to. */
export interface AskedResources {
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
}

/** µs: cm.QuotaPeriod, cm.MinQuotaPeriod. */
const PERIOD = 100_000;
const MIN_QUOTA = 1_000;

/** Billionths. */
const UNIT = 1_000_000_000n;
const MILLI = 1_000_000n;

/** cm.MilliCPUToShares: 1024 shares a core, between 2 and 262144. */
function sharesOf(milliCpu: number): number {
  return Math.min(262_144, Math.max(2, Math.trunc((milliCpu * 1024) / 1000)));
}

function inUnitsOf(nanos: bigint, unit: bigint): number {
  return Number((nanos + unit - 1n) / unit);
}
