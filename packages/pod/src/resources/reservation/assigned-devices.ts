import { effectiveLimits } from '../effective/effective-resources.ts';
import type { ContainerResources, PodResources } from '../pod-resources.ts';
import { wholeUnits } from '../quantity/quantity.ts';
import type { DeviceSupply, TopologySetting } from './node-supply.ts';
import { insistsOn, misaligned, type Refusal, unexpected } from './refusal.ts';
import { isExpectedToEnd, runTogether } from './running-together.ts';

/**
 * Which devices of one kind the device manager assigns to each container, in the order of its turns.
 *
 * The QoS class does not matter. Devices of ordinary init containers go first to those after them; a sidecar keeps its
 * devices, but only since 1.29: before that an app gets the device that its sidecar is using (`conflicts`).
 * Source: pkg/kubelet/cm/devicemanager/manager.go@v1.36.2, Allocate and devicesToAllocate; unaware of sidecars in the
 * same file@v1.28.3. Where upstream takes any device, the first one is taken here.
 */
export function assignDevices(resources: PodResources, kind: string, node: DeviceNode): DeviceAssignment {
  const { containers, rules } = resources;
  const { supply, topology } = node;
  const hasSay = supply.hasTopology === true;
  const podAsk = podAskOf(resources, kind);
  let free = supply.free;
  let reusable: readonly string[] = [];
  const shares: DeviceShare[] = [];
  let refusal = hasSay && insistsOn(topology, 'pod') && podAsk > free.length ? misaligned(undefined) : undefined;
  for (const container of containers) {
    const count = wholeCount(container, kind);
    const reused = reusable.slice(0, count);
    const fresh = free.slice(0, count - reused.length);
    if (reused.length + fresh.length < count) {
      const shortage = { kind, requested: count - reused.length, available: free.length };
      refusal ??=
        hasSay && insistsOn(topology, 'container') ? misaligned(container.name) : refuse(container.name, shortage);
      break;
    }
    const devices = [...reused, ...fresh];
    if (count > 0) shares.push({ container: container.name, kind: container.kind, devices, reused });
    free = free.slice(fresh.length);
    reusable = isExpectedToEnd(container, rules.managersKnowSidecars)
      ? [...new Set([...reusable, ...devices])]
      : reusable.filter((device) => !devices.includes(device));
  }
  return { shares, conflicts: conflictsOf(shares, containers), podAsk, refusal };
}

/** What the node brings. */
export interface DeviceNode {
  readonly supply: DeviceSupply;
  readonly topology?: TopologySetting | undefined;
}

/** The devices of one kind that a pod gets. */
export interface DeviceAssignment {
  readonly shares: readonly DeviceShare[];
  /** Devices given to two containers that run at the same time. */
  readonly conflicts: readonly DeviceConflict[];
  /** How many the topology manager is asked for when its scope is the pod; it has known sidecars since 1.28. */
  readonly podAsk: number;
  readonly refusal: Refusal | undefined;
}

/** One container's devices. */
export interface DeviceShare {
  readonly container: string;
  readonly kind: ContainerResources['kind'];
  readonly devices: readonly string[];
  /** Those of them that another init container of the pod had before. */
  readonly reused: readonly string[];
}

/** Two containers with the same devices at the same time. */
export interface DeviceConflict {
  readonly containers: readonly [string, string];
  readonly devices: readonly string[];
}

function wholeCount(container: ContainerResources, kind: string): number {
  const limit = container.limits.get(kind);
  return limit ? Number(wholeUnits(limit)) : 0;
}

/** getPodDeviceRequest: the pod's limit as the scheduler counts it. */
function podAskOf(resources: PodResources, kind: string): number {
  const limit = effectiveLimits(resources, { withoutOverhead: true }).get(kind);
  return limit ? Number(wholeUnits(limit.total)) : 0;
}

interface Shortage {
  readonly kind: string;
  readonly requested: number;
  readonly available: number;
}

function refuse(container: string, { kind, requested, available }: Shortage): Refusal {
  const cause = `requested number of devices unavailable for ${kind}. Requested: ${requested}, Available: ${available}`;
  return unexpected('devices', container, cause);
}

function conflictsOf(
  shares: readonly DeviceShare[],
  containers: readonly ContainerResources[],
): readonly DeviceConflict[] {
  const of = (share: DeviceShare) => containers.find((c) => c.name === share.container);
  return shares.flatMap((a, i) =>
    shares.slice(i + 1).flatMap((b): DeviceConflict[] => {
      const [first, second] = [of(a), of(b)];
      const devices = a.devices.filter((device) => b.devices.includes(device));
      const together = first && second && runTogether(first, second);
      return together && devices.length > 0 ? [{ containers: [a.container, b.container], devices }] : [];
    }),
  );
}
