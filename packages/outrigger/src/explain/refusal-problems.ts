import type { Problem, Workload } from '@outrigger/manifest';
import type { Admission, RefusalReason } from '@outrigger/pod';

/**
 * Why the API server refuses a pod. What makes its life impossible to tell is an error; for the rest, such as a name that
 * is still a placeholder or a volume that somebody is yet to add, the life is told as if that were mended.
 */
export function refusalProblems(admission: Admission, workload: Workload): readonly Problem[] {
  if (admission.admitted) return [];
  const vital = admission.reasons.filter(isVital);
  const others = admission.reasons.filter((reason) => !isVital(reason));
  const [first] = others;
  return [
    ...(first ? [warningAbout(first, others.length - 1, workload)] : []),
    ...vital.map((reason): Problem => {
      return { ...placeOf(reason, workload), code: 'invalid-value', severity: 'error', message: reason.message };
    }),
  ];
}

function warningAbout(reason: RefusalReason, more: number, workload: Workload): Problem {
  const [why] = reason.message.split(' (e.g.');
  const message = `the API server would refuse this pod: ${why}${more > 0 ? ` (and ${more} more)` : ''}`;
  const hint = 'it is explained as if that were mended';
  return { ...placeOf(reason, workload), code: 'invalid-value', severity: 'warning', message, hint };
}

function placeOf({ path }: RefusalReason, workload: Workload): Pick<Problem, 'file' | 'path' | 'position'> {
  return { file: workload.object.file, path, position: workload.locate(path) };
}

function isVital({ path, error }: RefusalReason): boolean {
  const [root, list, , field] = path;
  if (error === undefined) return true;
  if (root !== 'spec') return false;
  if (typeof list === 'string' && vitalFields.has(list)) return true;
  if (list !== 'containers' && list !== 'initContainers') return false;
  if (path.length <= 3) return true;
  if (field === 'name') return error.type === 'Duplicate' || error.type === 'Required';
  return typeof field === 'string' && vitalContainerFields.has(field);
}

const vitalFields = new Set(['restartPolicy', 'terminationGracePeriodSeconds', 'activeDeadlineSeconds']);
const vitalContainerFields = new Set([
  'lifecycle',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'restartPolicy',
  'restartPolicyRules',
]);
