import type { Problem } from '../problem/problem.ts';
import type { Workload } from '../workload/workload.ts';

/**
 * A Job's pods may not be restarted always, which is the default; the pods of what keeps them running must be.
 *
 * Source: pkg/apis/batch/validation/validation.go: validateJobSpec; pkg/apis/apps/validation/validation.go:
 * ValidatePodTemplateSpecForReplicaSet, -StatefulSet and -DaemonSet at v1.36.2.
 */
export function checkRestartPolicy({ kind, object, template, pod }: Workload): Problem | undefined {
  const policy: string = pod.spec?.restartPolicy ?? 'Always';
  const path = [...template.spec, 'restartPolicy'];
  const place = { file: object.file, path, position: object.locate(path) };
  const field = path.join('.');
  if (kind === 'Job' || kind === 'CronJob') {
    if (policy !== 'Always') return undefined;
    const message = `${field}: Required value: valid values: "OnFailure", "Never"`;
    const hint = 'without one it is "Always", and a Job would never be done';
    return { code: 'missing-field', severity: 'error', message, hint, ...place };
  }
  // Any other text is the schema's to refuse.
  if (!keepsRunning.has(kind) || (policy !== 'OnFailure' && policy !== 'Never')) return undefined;
  const message = `${field}: Unsupported value: "${policy}": supported values: "Always"`;
  return { code: 'unsupported-value', severity: 'error', message, ...place };
}

const keepsRunning: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
]);
