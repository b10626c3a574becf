import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Problem } from '../problem/problem.ts';
import type { BuiltinKind } from '../workload/builtin-kinds.ts';

/** Whether an API server serves a built-in kind in the version that the manifest names, in kubectl's words if not. */
export function checkVersion(object: KubernetesObject, { version, removed }: BuiltinKind): Problem | undefined {
  const { apiVersion, kind, file } = object;
  if (apiVersion === version) return undefined;
  const release = removed[apiVersion];
  const problem = {
    message: `no matches for kind "${kind}" in version "${apiVersion}"`,
    file,
    position: object.locate(['apiVersion']),
    path: ['apiVersion'],
  };
  if (release === undefined) return { ...problem, code: 'unknown-kind', severity: 'error', hint: `write ${version}` };
  const hint = `Kubernetes ${release} removed it; write ${version}`;
  return { ...problem, code: 'removed-version', severity: 'warning', hint };
}
