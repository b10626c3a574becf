import type { ContainerResources, PodLevelResources, PodResources, ReportedResources } from '../pod-resources.ts';
import { compareQuantities, type Quantity } from '../quantity/quantity.ts';
import type { ResourceAmounts } from '../resource-amounts.ts';

/** An amount and where it stands: in the spec, promised by the node (`allocatedResources`), or in force (`resources`). */
export interface SourcedAmount {
  readonly amount: Quantity;
  readonly source: AmountSource;
}

/** Where an amount was read. */
export type AmountSource = 'spec' | 'allocated' | 'actuated';

/**
 * What a container counts for while a resize is under way: per resource the largest of what is asked, promised and in
 * force, so that nobody else is given it. When the resize is infeasible the spec does not count.
 *
 * Source: determineEffectiveRequests and determineEffectiveLimits in component-helpers/resource/helpers.go@v1.36.2;
 * before 1.33 see `ResizeReading`.
 */
export function containerInForce(container: ContainerResources, field: Field, resources: PodResources): InForce {
  return largest(listsOfContainer(container, field, resources));
}

/** The same for `spec.resources`. */
export function podLevelInForce(podLevel: PodLevelResources, field: Field, resources: PodResources): InForce {
  const spec: SourcedList = ['spec', podLevel[field]];
  const { podLevelResize } = resources.rules;
  return largest(podLevelResize ? listsOfStatus(spec, podLevel.reported, { field, ...resources }) : [spec]);
}

/** What the spec asks for, in the same shape. */
export function asWritten(amounts: ResourceAmounts): InForce {
  return largest([['spec', amounts]]);
}

/** Amounts with their sources, by resource name. */
export type InForce = ReadonlyMap<string, SourcedAmount>;

type Field = 'requests' | 'limits';
type SourcedList = readonly [AmountSource, ResourceAmounts];

function listsOfContainer(
  container: ContainerResources,
  field: Field,
  resources: PodResources,
): readonly SourcedList[] {
  const { kind, reported } = container;
  const { rules, resizeInfeasible } = resources;
  const spec: SourcedList = ['spec', container[field]];
  switch (rules.resize) {
    case 'none':
      return [spec];
    case 'allocated': {
      if (kind !== 'main' || field === 'limits' || !reported?.allocated) return [spec];
      const allocated: SourcedList = ['allocated', reported.allocated];
      return resizeInfeasible ? [allocated] : [spec, allocated];
    }
    case 'actuated': {
      if (kind !== 'main' || !reported?.actuated) return [spec];
      const actuated: SourcedList = ['actuated', reported.actuated[field]];
      return resizeInfeasible ? [actuated] : [spec, actuated];
    }
    case 'allocated-and-actuated':
      return kind === 'init' ? [spec] : listsOfStatus(spec, reported, { field, resizeInfeasible });
  }
}

interface Asking {
  readonly field: Field;
  readonly resizeInfeasible: boolean;
}

function listsOfStatus(
  spec: SourcedList,
  reported: ReportedResources | undefined,
  asking: Asking,
): readonly SourcedList[] {
  if (!reported?.actuated) return [spec];
  const lists: SourcedList[] = asking.resizeInfeasible ? [] : [spec];
  lists.push(['actuated', reported.actuated[asking.field]]);
  if (asking.field === 'requests' && reported.allocated) lists.push(['allocated', reported.allocated]);
  return lists;
}

function largest(lists: readonly SourcedList[]): InForce {
  const inForce = new Map<string, SourcedAmount>();
  for (const [source, amounts] of lists) {
    for (const [name, amount] of amounts) {
      const known = inForce.get(name);
      if (!known || compareQuantities(amount, known.amount) > 0) inForce.set(name, { amount, source });
    }
  }
  return inForce;
}
