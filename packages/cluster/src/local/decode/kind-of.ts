import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';

/** What a body says it is. */
export interface SaidKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What a body says it is, or why nobody can tell; what it does not say it is taken to be (gvkWithDefaults@1.36). */
export function kindOf(
  value: unknown,
  resource: Pick<Resource, 'group' | 'version' | 'kind'>,
): SaidKind | { readonly problem: string } {
  const prefix = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return { problem: `${prefix} ${jsonKind(value)} into Go value of type ${type}` };
  }
  const { apiVersion, kind } = (value ?? {}) as Readonly<Record<string, unknown>>;
  for (const [name, given] of Object.entries({ apiVersion, kind })) {
    if (given === undefined || given === null || typeof given === 'string') continue;
    return { problem: `${prefix} ${jsonKind(given)} into Go struct field .${name} of type string` };
  }
  return {
    apiVersion: typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : apiVersionOf(resource),
    kind: typeof kind === 'string' && kind !== '' ? kind : resource.kind,
  };
}

/** What Go's decoder calls a value. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
