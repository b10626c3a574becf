import { compareElements, type PathElement } from './path-element.ts';

/**
 * Fields of an object: what belongs to it at a place, and sets for the places behind it. That something lies behind a place does
 * not make the place itself a member (structured-merge-diff v6 fieldpath/set.go).
 */
export interface FieldSet {
  readonly members: ReadonlySet<PathElement>;
  readonly children: ReadonlyMap<PathElement, FieldSet>;
}

/** A way to a field. */
export type FieldPathSteps = readonly PathElement[];

/** A set that is being filled. */
export interface GrowingSet extends FieldSet {
  readonly members: Set<PathElement>;
  readonly children: Map<PathElement, GrowingSet>;
}

export const noFields: FieldSet = { members: new Set(), children: new Map() };

/** A set that can be filled. */
export function newSet(): GrowingSet {
  return { members: new Set(), children: new Map() };
}

/** Adds a field; nobody owns an object as a whole. */
export function insertField(set: GrowingSet, path: FieldPathSteps): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let node = set;
  for (const element of path.slice(0, -1)) {
    const child = node.children.get(element) ?? newSet();
    node.children.set(element, child);
    node = child;
  }
  node.members.add(last);
}

export function isEmptySet({ members, children }: FieldSet): boolean {
  return members.size === 0 && children.values().every(isEmptySet);
}

export function hasField(set: FieldSet, [step, ...deeper]: FieldPathSteps): boolean {
  if (step === undefined) return false;
  if (deeper.length === 0) return set.members.has(step);
  const child = set.children.get(step);
  return child !== undefined && hasField(child, deeper);
}

export function union(one: FieldSet, other: FieldSet): FieldSet {
  const children = new Map(one.children);
  for (const [element, child] of other.children) {
    const own = children.get(element);
    children.set(element, own === undefined ? child : union(own, child));
  }
  return { members: one.members.union(other.members), children };
}

export function intersection(one: FieldSet, other: FieldSet): FieldSet {
  return {
    members: one.members.intersection(other.members),
    children: mapChildren(one, (element, child) => {
      const own = other.children.get(element);
      return own === undefined ? noFields : intersection(child, own);
    }),
  };
}

/** Without the other's members; what lies behind them stays. */
export function difference(one: FieldSet, other: FieldSet): FieldSet {
  return {
    members: one.members.difference(other.members),
    children: mapChildren(one, (element, child) => {
      const own = other.children.get(element);
      return own === undefined ? child : difference(child, own);
    }),
  };
}

/** Without the other's members, and what lies behind them. */
export function recursiveDifference(one: FieldSet, other: FieldSet): FieldSet {
  return {
    members: one.members.difference(other.members),
    children: mapChildren(one, (element, child) => {
      if (other.members.has(element)) return noFields;
      const own = other.children.get(element);
      return own === undefined ? child : recursiveDifference(child, own);
    }),
  };
}

/** Every field, in upstream's order: what lies here first, then what lies deeper. */
export function allFields(set: FieldSet, prefix: FieldPathSteps = []): readonly FieldPathSteps[] {
  const own = [...set.members].sort(compareElements).map((element) => [...prefix, element]);
  const deeper = [...set.children.keys()].sort(compareElements).flatMap((element) => {
    const child = set.children.get(element);
    return child === undefined ? [] : allFields(child, [...prefix, element]);
  });
  return [...own, ...deeper];
}

function mapChildren(
  { children }: FieldSet,
  change: (element: PathElement, child: FieldSet) => FieldSet,
): ReadonlyMap<PathElement, FieldSet> {
  const changed = new Map<PathElement, FieldSet>();
  for (const [element, child] of children) {
    const kept = change(element, child);
    if (!isEmptySet(kept)) changed.set(element, kept);
  }
  return changed;
}
