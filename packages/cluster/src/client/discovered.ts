import type { ServedResource } from './client.ts';

/** A list of aggregated discovery (apidiscovery.k8s.io/v2). */
export interface Discovered {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope?: string;
        readonly verbs?: readonly string[];
      }[];
    }[];
  }[];
}

/** The resources in it, each in the first version that has it: versions stand in the order of preference. */
export function servedOf({ items = [] }: Discovered): readonly ServedResource[] {
  return items.flatMap(({ metadata, versions = [] }) => {
    const byPlural = new Map<string, ServedResource>();
    for (const { version, resources = [] } of versions) {
      for (const { resource: plural, responseKind, scope, verbs = [] } of resources) {
        if (byPlural.has(plural)) continue;
        const kind = responseKind?.kind ?? '';
        const isNamespaced = scope === 'Namespaced';
        byPlural.set(plural, { group: metadata?.name ?? '', version, plural, kind, isNamespaced, verbs });
      }
    }
    return [...byPlural.values()];
  });
}
