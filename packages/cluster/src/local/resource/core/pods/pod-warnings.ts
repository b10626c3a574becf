import type { ApiObject } from '../../../object/api-object.ts';
import { specOf } from './validate-pod-change.ts';

/** What a server has to say of a pod that it takes (warningsForPodSpecAndMeta in pkg/api/pod/warnings.go@1.36). */
export function podWarnings(pod: ApiObject): readonly string[] {
  return templateWarnings(pod, 'spec');
}

/** The same for a template, at its place. */
export function templateWarnings(template: ApiObject, path: string): readonly string[] {
  const spec = specOf(template);
  const selector = Object.keys(spec.nodeSelector ?? {}).flatMap((key) => {
    const now = renamedLabels[key];
    return now === undefined ? [] : [`${path}.nodeSelector[${key}]: deprecated since ${now}`];
  });
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ env = [] }, index) => duplicateNames(env, `${path}.${list}[${index}].env`)),
  );
  return [...selector, ...containers];
}

/** Labels of nodes that have got other names (deprecatedNodeLabels in pkg/api/node/util.go@1.36). */
const renamedLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'v1.17; use "node.kubernetes.io/instance-type" instead',
};

function duplicateNames(
  env: readonly { readonly name?: string; readonly value?: string }[],
  path: string,
): readonly string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name = '', value = '' }, index) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    // A variable that is made of its own former value is meant to be there twice.
    if (!isRepeated || value.includes(`$(${name})`)) return [];
    return [`${path}[${index}]: hides previous definition of "${name}", which may be dropped when using apply`];
  });
}
