import { isOwnGroup } from '../discovery/group-order.ts';
import type { Resource } from '../resource/resource.ts';

/** How OpenAPI calls a struct: `core.v1.Pod` is `io.k8s.api.core.v1.Pod` (kube-openapi pkg/util/util.go ToRESTFriendlyName@1.36). */
export function definitionName(struct: string): string {
  const [group = ''] = struct.split('.');
  return `${homes[group] ?? 'io.k8s.api.'}${struct}`;
}

/** The definition of a resource's kind; that of a custom one has its group turned round: `com.example.demo.v1.Widget`. */
export function kindDefinition({ group, version, kind }: Pick<Resource, 'group' | 'version' | 'kind'>): string {
  if (isOwnGroup(group)) return definitionName(kindStruct({ group, version, kind }));
  return [...group.split('.').toReversed(), version, kind].join('.');
}

/** A built-in kind as `schema/` names it. */
export function kindStruct({ group, version, kind }: Pick<Resource, 'group' | 'version' | 'kind'>): string {
  return `${group === '' ? 'core' : group.split('.')[0]}.${version}.${kind}`;
}

const homes: Readonly<Record<string, string>> = {
  meta: 'io.k8s.apimachinery.pkg.apis.',
  apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis.',
  apiregistration: 'io.k8s.kube-aggregator.pkg.apis.',
};
