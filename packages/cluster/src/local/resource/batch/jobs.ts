import { dnsLabelProblems, type Scope, validateLabelSelector } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isUsableSelector, matchesSelector } from '../../object/matches-selector.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { keptTemplate } from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { workloadWarnings } from '../rules/workload-warnings.ts';
import { withJobDefaults } from './job-defaults.ts';
import { validateJobChange } from './validate-job-change.ts';
import { type JobSpec, validateJobSpec } from './validate-job-spec.ts';
import { validateJobStatus } from './validate-job-status.ts';

/** Jobs. Sources: pkg/apis/batch/{v1/defaults.go,validation}, pkg/registry/batch/job@1.36. */
export const jobs: Resource = declare({
  group: 'batch',
  plural: 'jobs',
  kind: 'Job',
  categories: ['all'],
  rules: {
    setDefaults(object) {
      const { labels } = object.metadata ?? {};
      const own = specOf(object).template?.metadata?.labels;
      const isBare = Object.keys(labels ?? {}).length === 0 && own !== undefined;
      return {
        ...object,
        ...(isBare && { metadata: { ...object.metadata, labels: own as Readonly<Record<string, string>> } }),
        spec: withJobDefaults(specOf(object)),
      };
    },
    prepareForCreate: (object) => withSelector(firstGeneration(prepared(object))),
    prepareForUpdate: (object, old) => nextGeneration(prepared(object), old),
    validate: (object) => collectErrors((scope) => validateNew(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        // Upstream looks twice: at the whole Job, and then at its change.
        validateNew(object, scope);
        validateOwnJobSpec(specOf(object), scope);
        validateJobChange(specOf(object), old, scope);
      }),
    warnings: (object, old) => [
      ...(old === undefined ? nameWarnings(object) : []),
      ...workloadWarnings(object, old, specOf(object).template),
      ...overflowWarnings(specOf(object)),
    ],
    defaultPropagation: 'orphan',
    selectableFields: (object) => ({
      'status.successful': String((object.status as { readonly succeeded?: number } | undefined)?.succeeded ?? 0),
    }),
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object, old) => collectErrors((scope) => validateJobStatus(object, old, scope)) }),
    ),
  },
});

function specOf(object: ApiObject): JobSpec {
  return (object.spec ?? {}) as JobSpec;
}

function prepared(object: ApiObject): ApiObject {
  const spec = specOf(object);
  return { ...object, spec: { ...spec, template: keptTemplate(spec.template ?? {}) } };
}

/** A Job's pods carry its uid and name, and its selector looks for the uid (generateSelector in job/strategy.go@1.36). */
function withSelector(job: ApiObject): ApiObject {
  const spec = specOf(job);
  const { uid = '', name = '' } = job.metadata ?? {};
  if (spec.manualSelector === true) return job;
  const own = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const template = spec.template ?? {};
  const labels = sorted({ ...own, ...template.metadata?.labels });
  return {
    ...job,
    spec: {
      ...spec,
      selector: {
        ...spec.selector,
        matchLabels: sorted({ 'batch.kubernetes.io/controller-uid': uid, ...spec.selector?.matchLabels }),
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    // The labels of a Job that has none of its own are its template's, also these.
    ...(isShared(job) && { metadata: { ...job.metadata, labels: labels as Readonly<Record<string, string>> } }),
  };
}

/** Go's maps are printed by their keys. */
function sorted(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Labels = { readonly [key: string]: string | undefined };

/** Upstream's default makes one map of both labels; a template that has none is given an empty one first. */
function isShared(job: ApiObject): boolean {
  const own = specOf(job).template?.metadata?.labels ?? {};
  const labels = job.metadata?.labels ?? {};
  return (
    Object.keys(labels).length === Object.keys(own).length &&
    Object.entries(labels).every(([key, value]) => own[key] === value)
  );
}

function validateNew(job: ApiObject, scope: Scope): void {
  const spec = specOf(job);
  const { name = '' } = job.metadata ?? {};
  validateGenerated(job, scope);
  validateOwnJobSpec(spec, scope);
  if (spec.completionMode !== 'Indexed' || !spec.completions || spec.completions <= 0) return;
  const longest = `${name}-${spec.completions - 1}`;
  if (dnsLabelProblems(longest).length > 0) {
    scope.errors.invalid(
      at('metadata', 'name'),
      name,
      `will not able to create pod with invalid DNS label: ${longest}`,
    );
  }
}

/** validateGeneratedSelector@1.36. */
function validateGenerated(job: ApiObject, scope: Scope): void {
  const spec = specOf(job);
  if (spec.manualSelector === true || spec.selector === undefined) return;
  const { uid = '', name = '' } = job.metadata ?? {};
  const expected: Readonly<Record<string, string>> = {
    'controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  };
  const labels = spec.template?.metadata?.labels ?? {};
  for (const [key, value] of Object.entries(expected)) {
    const path = at('spec', 'template', 'metadata', 'labels');
    if (labels[key] === undefined) scope.errors.required(path.key(key), `must be '${value}'`);
    else if (labels[key] !== value) scope.errors.invalid(path.key(key), labels, `must be '${value}'`);
  }
  if (isUsableSelector(spec.selector) && !matchesSelector(spec.selector, expected)) {
    scope.errors.invalid(at('spec', 'selector'), spec.selector, '`selector` not auto-generated');
  }
}

/** ValidateJobSpec@1.36. */
function validateOwnJobSpec(spec: JobSpec, scope: Scope): void {
  const path = at('spec');
  validateJobSpec(spec, path, scope);
  if (spec.selector === undefined) scope.errors.required(path.child('selector'));
  else validateLabelSelector(spec.selector, path.child('selector'), scope);
  const labels = spec.template?.metadata?.labels;
  if (isUsableSelector(spec.selector) && !matchesSelector(spec.selector, labels)) {
    const labelsPath = at('spec', 'template', 'metadata', 'labels');
    scope.errors.invalid(labelsPath, labels ?? null, '`selector` does not match template `labels`');
  }
}

/** WarningsForJobSpec in pkg/apis/batch/... strategy@1.36. */
function overflowWarnings({ completionMode, completions = 0, parallelism = 0 }: JobSpec): readonly string[] {
  if (completionMode !== 'Indexed' || completions <= 100_000 || parallelism <= 10_000) return [];
  return [
    'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
  ];
}

/** A Job's name becomes its pods' host name. */
function nameWarnings({ metadata }: ApiObject): readonly string[] {
  const problems = dnsLabelProblems(metadata?.name ?? '');
  if (problems.length === 0) return [];
  return [
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${problems.join(' ')}]`,
  ];
}
