import type { ApiObject } from '../object/api-object.ts';

/** The class that is marked as the default: of several the newest, and of those the first by name. */
export function defaultClass(classes: readonly ApiObject[], annotation: string): string | undefined {
  const marked = classes.filter(({ metadata }) => metadata?.annotations?.[annotation] === 'true');
  const since = ({ metadata }: ApiObject) => metadata?.creationTimestamp ?? '';
  const name = ({ metadata }: ApiObject) => metadata?.name ?? '';
  return marked.sort((a, b) => since(b).localeCompare(since(a)) || name(a).localeCompare(name(b)))[0]?.metadata?.name;
}
