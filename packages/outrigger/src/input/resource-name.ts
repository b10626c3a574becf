import type { Workload } from '@outrigger/manifest';

/** The name under which kubectl prints an object: `deployment.apps/web`, `pod/web`; of several pods, with the role. */
export function resourceName({ apiVersion, kind, name, role }: Workload): string {
  const [group = '', version] = apiVersion.split('/');
  const resource = version === undefined || group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
  return `${resource}/${name}${role === '' ? '' : `:${role}`}`;
}

/** Whether `--name` means this object: `web`, `deployment/web`, `deployments/web`, `deploy/web`, `deployment.apps/web`. */
export function isNamed(workload: Workload, wanted: string): boolean {
  const slash = wanted.indexOf('/');
  const name = wanted.slice(slash + 1);
  if (name !== workload.name && name !== `${workload.name}:${workload.role}`) return false;
  if (slash < 0) return true;
  const kind = wanted.slice(0, slash).toLowerCase();
  const own = workload.kind.toLowerCase();
  const group = workload.apiVersion.includes('/') ? `.${workload.apiVersion.split('/')[0]}` : '';
  return [own, `${own}s`, ...(SHORT[own] ?? [])].some((known) => kind === known || kind === known + group);
}

/** kubectl's short names. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  pod: ['po'],
  deployment: ['deploy'],
  replicaset: ['rs'],
  replicationcontroller: ['rc'],
  statefulset: ['sts'],
  daemonset: ['ds'],
  cronjob: ['cj'],
};
