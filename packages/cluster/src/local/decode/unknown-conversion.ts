import type { Resource } from '../resource/resource.ts';
import { kindType } from '../schema/kind-type.ts';

/** Why an object of another kind cannot be taken for one of this resource's, in the words of Go's scheme. */
export function unknownConversion(
  resource: Resource,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
): string {
  if (!isRegistered(apiVersion, kind)) {
    return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`;
  }
  const version = apiVersion.split('/').at(-1);
  return `converting (${version}.${kind}) to (${packageOf(resource)}.${resource.kind}): unknown conversion`;
}

/** Every kind that is kept has its list, and what asks for something of it. */
function isRegistered(apiVersion: string, kind: string): boolean {
  return kindType(apiVersion, kind) !== undefined || kindType(apiVersion, kind.replace(/List$/, '')) !== undefined;
}

/** The Go package of a resource's internal type. */
function packageOf({ group }: Resource): string {
  return group === '' || group === 'events.k8s.io' ? 'core' : (group.split('.')[0] ?? '');
}
