import type { ResourceRef } from './client.ts';

/** Where something is asked for: a collection, an object, or what stands below it. */
export interface Place {
  readonly namespace?: string | undefined;
  readonly name?: string;
  readonly subresource?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** The path of a resource's part, with its query. */
export function pathOf(
  { group, version, plural }: ResourceRef,
  { namespace, name, subresource, query = {} }: Place,
): string {
  const parts = [
    ...(group === '' ? ['api', version] : ['apis', group, version]),
    ...(namespace === undefined || namespace === '' ? [] : ['namespaces', namespace]),
    plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : subresource.split('/')),
  ];
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) parameters.set(key, String(value));
  return `/${parts.map(encodeURIComponent).join('/')}${parameters.size > 0 ? `?${parameters}` : ''}`;
}
