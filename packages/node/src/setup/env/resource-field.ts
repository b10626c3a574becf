import { podResources, type Quantity, type ResourceAmounts, resourceRulesFor } from '@outrigger/pod';
import type { IPod, IResourceFieldSelector } from 'kubernetes-models/v1';
import type { Refusal } from '../refusal.ts';

/** What a resourceFieldRef is asked about. */
export interface ResourceQuestion {
  readonly pod: IPod;
  /** Whose resources it means when it names no container. */
  readonly container?: string;
  /** What the machine has for pods, such as `{ cpu: '2', memory: '8Gi' }`: the limit of a container that has none. */
  readonly allocatable: Readonly<Record<string, string>>;
  /** Variables see the pod's own limits before the machine's; volumes do not (pkg/kubelet/kubelet_resources.go@v1.36.2). */
  readonly seesPodLimits: boolean;
}

/** A container's request or limit, in units of the divisor, rounded up (pkg/api/v1/resource/helpers.go@v1.36.2: ExtractContainerResourceValue). */
export function resourceField(
  { resource, divisor = '1', containerName }: IResourceFieldSelector,
  question: ResourceQuestion,
): string | Refusal {
  const name = containerName || question.container;
  const amounts = amountsOf(name, question);
  if (!amounts) return { refused: `container ${name ?? ''} not found` };
  const [side = '', ...rest] = resource.split('.');
  const asked = rest.join('.');
  if ((side !== 'limits' && side !== 'requests') || !isKnown(asked))
    return { refused: `unsupported container resource : ${resource}` };
  const unit = asked === 'cpu' ? MILLI : ONE;
  const by = readAmounts({ divisor }).get('divisor')?.nanos || ONE;
  return String(dividedUp(dividedUp(nanosOf(amounts[side], asked), unit), dividedUp(by, unit)));
}

/** In billionths: CPU is counted in thousandths before it is divided, everything else in wholes. */
const MILLI = 1_000_000n;
const ONE = 1_000_000_000n;

function isKnown(resource: string): boolean {
  return DEFAULTED.includes(resource) || resource.startsWith('hugepages-');
}

/** Those without a limit have the machine's; huge pages are never lent twice, and so always have a limit. */
const DEFAULTED: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];

interface Amounts {
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
}

function amountsOf(name: string | undefined, question: ResourceQuestion): Amounts | undefined {
  const { pod, allocatable, seesPodLimits } = question;
  const { containers, podLevel } = podResources(pod, RULES);
  const found = containers.find((container) => container.name === name) ?? ephemeral(pod, name);
  if (!found) return undefined;
  const machine = new Map(readAmounts(allocatable));
  if (seesPodLimits) {
    for (const resource of ['cpu', 'memory']) {
      const limit = podLevel?.limits.get(resource);
      if (limit && limit.nanos > 0n && machine.has(resource)) machine.set(resource, limit);
    }
  }
  const limits = new Map(found.limits);
  for (const resource of DEFAULTED) {
    const lent = machine.get(resource);
    if (lent && !limits.get(resource)?.nanos) limits.set(resource, lent);
  }
  return { requests: found.requests, limits };
}

/** The rules of the version cited here. */
const RULES = resourceRulesFor(36, 2, {});

/** An ephemeral container has no resources of its own. */
function ephemeral({ spec }: IPod, name: string | undefined): Amounts | undefined {
  const isOne = spec?.ephemeralContainers?.some((container) => container.name === name);
  return isOne ? { requests: new Map(), limits: new Map() } : undefined;
}

/** The amounts of a list: those of a pod's overhead are read as they stand. */
function readAmounts(written: Readonly<Record<string, string | number>>): ReadonlyMap<string, Quantity> {
  return podResources({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [], overhead: { ...written } } }, RULES)
    .overhead;
}

function nanosOf(amounts: ResourceAmounts, resource: string): bigint {
  return amounts.get(resource)?.nanos ?? 0n;
}

function dividedUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}
