import type { Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { at } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import type { Template } from '../rules/pod-template.ts';
import type { JobSpec } from './validate-job-spec.ts';

/** What of a Job may change (ValidateJobSpecUpdate in pkg/apis/batch/validation@1.36). */
export function validateJobChange(spec: JobSpec, old: ApiObject, scope: Scope): void {
  const before = (old.spec ?? {}) as JobSpec;
  const path = at('spec');
  validateCompletions(spec, before, scope);
  validateImmutable(spec.selector, before.selector, path.child('selector'), scope);
  validateTemplateChange(spec, old, scope);
  validateImmutable(spec.completionMode, before.completionMode, path.child('completionMode'), scope);
  const types = { podFailurePolicy: 'PodFailurePolicy', successPolicy: 'SuccessPolicy' } as const;
  for (const field of ['podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'] as const) {
    const type = field in types && spec[field] !== undefined ? types[field as keyof typeof types] : undefined;
    validateImmutable(spec[field], before[field], path.child(field), scope, type);
  }
}

/** Only the number of an indexed Job changes, and then with its parallelism. */
function validateCompletions(spec: JobSpec, before: JobSpec, scope: Scope): void {
  const path = at('spec', 'completions');
  if (spec.completionMode !== 'Indexed') validateImmutable(spec.completions, before.completions, path, scope);
  else if (spec.completions !== undefined && spec.completions !== before.completions) {
    if (spec.completions !== spec.parallelism) {
      scope.errors.invalid(path, spec.completions, 'can only be modified in tandem with spec.parallelism');
    }
  }
}

function validateTemplateChange(spec: JobSpec, old: ApiObject, scope: Scope): void {
  const before = (old.spec ?? {}) as JobSpec;
  const template = spec.template ?? {};
  const given = before.template ?? {};
  const isSuspended = before.suspend === true;
  const status = (old.status ?? {}) as JobStatusPart;
  const isIdle =
    isSuspended && (status.startTime === undefined || isTrue(status, 'Suspended')) && (status.active ?? 0) === 0;
  const allowed = isIdle ? withDirectivesOf(template, given) : given;
  if (isIdle) {
    const containers = withResourcesOf(template, allowed);
    validateImmutable(
      template.spec,
      containers,
      at('spec', 'template', 'spec').miscalled('', 'spec'),
      scope,
      'PodSpec',
    );
  } else validateImmutable(template, allowed, at('spec', 'template'), scope, 'PodTemplateSpec');
}

interface JobStatusPart {
  readonly startTime?: string;
  readonly active?: number;
  readonly conditions?: readonly { readonly type?: string; readonly status?: string }[];
}

function isTrue({ conditions = [] }: JobStatusPart, type: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === 'True');
}

/** Where a suspended Job's pods go may still change. */
function withDirectivesOf(template: Template, given: Template): Template {
  const { nodeAffinity: _, ...otherAffinity } = given.spec?.affinity ?? {};
  const nodeAffinity = template.spec?.affinity?.nodeAffinity;
  const affinity = { ...otherAffinity, ...(nodeAffinity && { nodeAffinity }) };
  const { nodeSelector, tolerations, schedulingGates } = template.spec ?? {};
  return {
    metadata: { ...given.metadata, ...pick(template.metadata, ['labels', 'annotations']) },
    spec: {
      ...given.spec,
      affinity,
      ...pick({ nodeSelector, tolerations, schedulingGates }, ['nodeSelector', 'tolerations', 'schedulingGates']),
    },
  } as Template;
}

/** And so may what its containers ask for. */
function withResourcesOf(template: Template, given: Template): NonNullable<Template['spec']> {
  const change = (list: 'containers' | 'initContainers') => {
    const now = template.spec?.[list] ?? [];
    const before = given.spec?.[list] ?? [];
    if (now.length !== before.length) return before;
    return before.map((container, index) => {
      const other = now[index];
      return other?.name === container.name ? { ...container, ...pick(other, ['resources']) } : container;
    });
  };
  return { ...given.spec, containers: change('containers'), initContainers: change('initContainers') } as NonNullable<
    Template['spec']
  >;
}

function pick(from: object | undefined, fields: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map((field) => [field, (from as Readonly<Record<string, unknown>> | undefined)?.[field]]),
  );
}
