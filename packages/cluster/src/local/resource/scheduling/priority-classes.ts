import type { Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** PriorityClasses (pkg/apis/scheduling/validation@1.36). */
export const priorityClasses: Resource = declare({
  group: 'scheduling.k8s.io',
  plural: 'priorityclasses',
  kind: 'PriorityClass',
  isNamespaced: false,
  shortNames: ['pc'],
  rules: {
    setDefaults: (object) => ({
      ...object,
      value: object.value ?? 0,
      preemptionPolicy: object.preemptionPolicy ?? 'PreemptLowerPriority',
    }),
    prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    validate: (object) => collectErrors((scope) => validateClass(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        if (object.value !== old.value) scope.errors.forbidden(at('value'), 'may not be changed in an update.');
        validateImmutable(object.preemptionPolicy, old.preemptionPolicy, at('preemptionPolicy'), scope);
      }),
  },
});

/** The classes of the system itself (SystemPriorityClasses in pkg/apis/scheduling/v1@1.36). */
export const systemPriorities: Readonly<Record<string, number>> = {
  'system-node-critical': 2000001000,
  'system-cluster-critical': 2000000000,
};

const HIGHEST = 1000000000;

function validateClass(object: ApiObject, { errors }: Scope): void {
  const { name = '' } = object.metadata ?? {};
  const value = Number(object.value ?? 0);
  if (name.startsWith('system-')) {
    const problem = systemProblem(name, value, object.globalDefault === true);
    if (problem !== undefined) {
      const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${problem}`;
      errors.forbidden(at('metadata', 'name'), detail);
    }
  } else if (value > HIGHEST) {
    errors.forbidden(at('value'), `maximum allowed value of a user defined priority is ${HIGHEST}`);
  }
  const policies = ['Never', 'PreemptLowerPriority'];
  const policy = String(object.preemptionPolicy ?? '');
  if (policy === '') errors.required(at('preemptionPolicy'));
  else if (!policies.includes(policy))
    errors.notSupported(at('preemptionPolicy'), policy, ['PreemptLowerPriority', 'Never']);
}

function systemProblem(name: string, value: number, isDefault: boolean): string | undefined {
  const own = systemPriorities[name];
  if (own === undefined) return `${name} is not a known system priority class`;
  if (own !== value) return `value of ${name} PriorityClass must be ${own}`;
  return isDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
