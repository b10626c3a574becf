import { servedGroups } from '../discovery/group-order.ts';
import type { Resource } from '../resource/resource.ts';
import type { HealthCheck } from './health.ts';

/** What `/` answers: every path that may be asked for (apiserver pkg/server/routes/index.go@1.36). */
export function rootPaths(resources: readonly Resource[], checks: readonly HealthCheck[]): object {
  const groups = servedGroups(resources).flatMap(({ name, versions }) => {
    const root = name === '' ? '/api' : `/apis/${name}`;
    return [root, ...versions.map(({ version }) => `${root}/${version}`)];
  });
  const health = ['/healthz', '/livez', '/readyz'].flatMap((root) => [
    root,
    ...checks.map(({ name }) => `${root}/${name}`),
  ]);
  const others = ['/apis', '/apis/', '/metrics', '/openapi/v2', '/openapi/v3', '/openapi/v3/', '/version'];
  return { paths: [...groups, ...health, ...others].sort() };
}
