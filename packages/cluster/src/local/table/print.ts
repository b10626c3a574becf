import { humanDuration } from '@outrigger/pod';

/** How long ago it was: `5m12s`, or `<unknown>` (pkg/printers/internalversion/printers.go translateTimestampSince@1.36). */
export function since(time: string | undefined, now: Date): string {
  return time === undefined || time === '' ? '<unknown>' : humanDuration(now.getTime() - Date.parse(time));
}

/** The age of an object. */
export function ageOf(object: { readonly metadata?: { readonly creationTimestamp?: string } }, now: Date): string {
  return since(object.metadata?.creationTimestamp, now);
}

/** `app=web,tier=front`, or `<none>` (labels.FormatLabels@1.36). */
export function printLabels(labels: Readonly<Record<string, string | undefined>> = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value ?? ''}`);
  return pairs.sort().join(',') || '<none>';
}

/** Names and images of containers, as two cells. */
export function printContainers(
  containers: readonly { readonly name?: string; readonly image?: string }[] = [],
): readonly [string, string] {
  return [containers.map(({ name = '' }) => name).join(','), containers.map(({ image = '' }) => image).join(',')];
}

/** The first few, and how many more: `a,b,c + 2 more...`. */
export function printSome(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most).join(',');
  return items.length > most ? `${shown} + ${items.length - most} more...` : shown;
}
