import type { ApiObject } from '../object/api-object.ts';
import { specOf } from '../resource/core/pods/validate-pod-change.ts';
import type { AdmissionAttempt } from '../world.ts';
import { denied, isFor, type Plugin } from './plugin.ts';

const CLASSES = 'priorityclasses.scheduling.k8s.io';

/** Names of classes become numbers; only one class is the default (plugin/pkg/admission/priority@1.36). */
export const priority: Plugin = {
  mutate: (attempt) =>
    isFor(attempt, 'pods') && attempt.operation === 'create' ? withPriority(attempt) : attempt.object,
  validate(attempt) {
    const { object, name, context, operation } = attempt;
    if (
      !isFor(attempt, 'priorityclasses', 'scheduling.k8s.io') ||
      operation === 'delete' ||
      object.globalDefault !== true
    )
      return;
    const other = context.list(CLASSES).find((one) => one.globalDefault === true && one.metadata?.name !== name);
    if (other === undefined) return;
    const why = `PriorityClass ${other.metadata?.name} is already marked as default. Only one default can exist`;
    throw denied(attempt, why);
  },
};

function withPriority(attempt: AdmissionAttempt): ApiObject {
  const { object, context } = attempt;
  const spec = specOf(object);
  const named = spec.priorityClassName ?? '';
  const chosen = named === '' ? defaultClass(attempt) : context.read(CLASSES, named);
  if (named !== '' && chosen === undefined) throw denied(attempt, `no PriorityClass with name ${named} was found`);
  const value = Number(chosen?.value ?? 0);
  if (spec.priority !== undefined && spec.priority !== value) {
    const why = `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`;
    throw denied(attempt, why);
  }
  const policy = String(chosen?.preemptionPolicy ?? 'PreemptLowerPriority');
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    const why = `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`;
    throw denied(attempt, why);
  }
  const name = chosen?.metadata?.name;
  return {
    ...object,
    spec: {
      ...spec,
      ...(name !== undefined && { priorityClassName: name }),
      priority: value,
      preemptionPolicy: policy,
    },
  };
}

/** Of several defaults the lowest counts. */
function defaultClass({ context }: AdmissionAttempt): ApiObject | undefined {
  const defaults = context.list(CLASSES).filter((one) => one.globalDefault === true);
  return defaults.sort((a, b) => Number(a.value) - Number(b.value))[0];
}
