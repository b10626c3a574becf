import type { ApiObject } from '../../object/api-object.ts';
import { specOf } from '../../resource/core/pods/validate-pod-change.ts';

/** The spec of a pod, loosely, with its annotations. */
export type PodSpec = ReturnType<typeof specOf>;
export type Container = NonNullable<PodSpec['containers']>[number];

/** A rule of a level. */
export interface Check {
  readonly name: string;
  readonly find: (pod: PodSpec) => Violation | undefined;
}

/** What a pod does that it may not. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** The spec that the checks look at. */
export function securedSpec(pod: ApiObject): PodSpec {
  return specOf(pod);
}

/** All containers in upstream's order: init, main, ephemeral. */
export function everyContainer({
  initContainers = [],
  containers = [],
  ephemeralContainers = [],
}: PodSpec): readonly Container[] {
  return [...initContainers, ...containers, ...(ephemeralContainers as readonly Container[])];
}

/** `container "a"`, `containers "a", "b"`. */
export function named(what: string, names: readonly string[]): string {
  return `${what}${names.length === 1 ? '' : 's'} ${quoted(names)}`;
}

/** `"a", "b"`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}

/** A violation by some containers, or none. */
export function byContainers(
  spec: PodSpec,
  isBad: (container: Container) => boolean,
  violation: (names: readonly string[]) => Violation,
): Violation | undefined {
  const names = everyContainer(spec)
    .filter(isBad)
    .map(({ name = '' }) => name);
  return names.length === 0 ? undefined : violation(names);
}
