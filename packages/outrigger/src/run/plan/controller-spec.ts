import type { JobSettings, Workload } from '@outrigger/manifest';
import type { ControlledKind } from './controlled-object.ts';

/** A controller's settings, as far as they are read here. */
export interface Spec {
  readonly [field: string]: unknown;
  readonly replicas?: number | null;
  readonly podManagementPolicy?: string;
  readonly parallelism?: number | null;
  readonly completions?: number | null;
}

/** What an object says beside its template. */
export function controllerSpec(
  kind: ControlledKind,
  workload: Workload,
  { replicas, label }: { readonly replicas: number | undefined; readonly label: Readonly<Record<string, string>> },
): Spec {
  if (kind === 'Job') return jobSpec(workload, replicas);
  const asked = replicas === undefined ? {} : { replicas };
  if (!workload.isBuiltin) return { replicas: workload.replicas ?? 1, selector: { matchLabels: label }, ...asked };
  const written = (workload.object.value.spec ?? {}) as Spec;
  // A node has one daemon, and here is one node.
  if (kind === 'DaemonSet') return written;
  return { ...written, ...asked, ...(kind === 'Deployment' && { paused: false }) };
}

/** Nobody is here who would resume it, or look after it by other rules. */
function jobSpec({ kind, isBuiltin, job = {}, object }: Workload, replicas: number | undefined): Spec {
  const { managedBy: _, ...settings } = isBuiltin ? job : known(job);
  const { selector } = (object.value.spec ?? {}) as { readonly selector?: unknown };
  return {
    ...settings,
    ...(isBuiltin && kind === 'Job' && selector !== undefined && { selector }),
    ...(replicas !== undefined && { parallelism: replicas }),
    suspend: false,
  };
}

/** Kinds of others have further settings beside those of a Job. */
function known(job: JobSettings): JobSettings {
  return Object.fromEntries(Object.entries(job).filter(([name]) => KNOWN.includes(name)));
}

const KNOWN: readonly string[] = [
  'completions',
  'parallelism',
  'completionMode',
  'backoffLimit',
  'backoffLimitPerIndex',
  'podFailurePolicy',
  'activeDeadlineSeconds',
];
