import { type BadQuantity, isBadQuantity, parseQuantity } from './quantity/parse-quantity.ts';
import type { Quantity } from './quantity/quantity.ts';
import type { ResourceRules } from './resource-rules.ts';

/** Amounts by resource name, in the order in which they were written. */
export type ResourceAmounts = ReadonlyMap<string, Quantity>;

/** Amounts as they stand in a manifest or an API object. */
export type WrittenAmounts = Readonly<Record<string, string | number>>;

/** A bad quantity and the field that holds it, such as `spec.containers[0].resources.limits.cpu`. */
export interface BadField extends BadQuantity {
  readonly field: string;
  /** The same in parts; a resource's name may have dots of its own. */
  readonly path: readonly (string | number)[];
}

const NO_AMOUNTS: ResourceAmounts = new Map();

/** Reads a list of amounts; a bad one is reported and left out. */
export function readAmounts(
  written: WrittenAmounts | undefined,
  field: string,
  report: (bad: BadField) => void,
): ResourceAmounts {
  if (!written) return NO_AMOUNTS;
  const amounts = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(written)) {
    const parsed = parseQuantity(text);
    if (isBadQuantity(parsed)) report({ ...parsed, field: `${field}.${name}`, path: [...partsOf(field), name] });
    else amounts.set(name, parsed);
  }
  return amounts;
}

/** `spec.containers[0].resources` in parts. */
function partsOf(field: string): readonly (string | number)[] {
  return (field.match(/[^.[\]{}]+/g) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Huge pages have one resource name per page size: `hugepages-2Mi`. */
export function isHugepages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** The resources that `spec.resources` can speak of (component-helpers/resource/helpers.go: IsSupportedPodLevelResource). */
export function isPodLevelResource(name: string, { podLevelHugepages }: ResourceRules): boolean {
  return name === 'cpu' || name === 'memory' || (isHugepages(name) && podLevelHugepages !== 'unsupported');
}
