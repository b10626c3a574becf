import type { ApiObject } from '../../object/api-object.ts';
import { specOf } from '../../resource/core/pods/validate-pod-change.ts';
import type { AdmissionAttempt } from '../../world.ts';
import { denied, isFor, type Plugin } from '../plugin.ts';
import { podAmounts } from '../pod-amounts.ts';
import { type Amounts, type LimitItem, limitProblems, toAmounts } from './limit-problems.ts';

/** LimitRanges fill in what containers ask for, and keep it in bounds (plugin/pkg/admission/limitranger@1.36). */
export const limitRanger: Plugin = {
  mutate(attempt) {
    const { object, operation } = attempt;
    if (!isFor(attempt, 'pods') || operation !== 'create') return object;
    return rangesOf(attempt).reduce(withRange, object);
  },
  validate(attempt) {
    const { operation, object } = attempt;
    const isPod = isFor(attempt, 'pods') && operation === 'create';
    const isClaim = isFor(attempt, 'persistentvolumeclaims') && operation !== 'delete';
    if (!isPod && !isClaim) return;
    for (const items of rangesOf(attempt)) {
      const problems = items.flatMap((item) => (isPod ? podProblems(object, item) : claimProblems(object, item)));
      if (problems.length > 0) throw denied(attempt, aggregate(problems));
    }
  },
};

/** One thing that is wrong stands alone, several stand in brackets, each once. */
function aggregate(problems: readonly string[]): string {
  const unique = [...new Set(problems)];
  return unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`;
}

function rangesOf({ context, namespace }: AdmissionAttempt): readonly (readonly LimitItem[])[] {
  return context.list('limitranges', namespace).map(({ spec }) => {
    return ((spec ?? {}) as { readonly limits?: readonly LimitItem[] }).limits ?? [];
  });
}

/** A pod with a range's defaults, and a note of them. */
function withRange(pod: ApiObject, items: readonly LimitItem[]): ApiObject {
  const containerItems = items.filter(({ type }) => type === 'Container');
  const defaults = {
    requests: Object.assign({}, ...containerItems.map(({ defaultRequest }) => defaultRequest)) as Amounts,
    limits: Object.assign({}, ...containerItems.map((item) => item.default)) as Amounts,
  };
  const notes: string[] = [];
  const spec = specOf(pod);
  const fill = (list: 'containers' | 'initContainers', kind: string) =>
    spec[list]?.map((container) => {
      const { requests = {}, limits = {} } = container.resources ?? {};
      const missing = (all: Amounts, given: object) =>
        Object.keys(all)
          .filter((name) => !(name in given))
          .sort();
      const [newRequests, newLimits] = [missing(defaults.requests, requests), missing(defaults.limits, limits)];
      if (newRequests.length > 0) notes.push(`${newRequests.join(', ')} request for ${kind} ${container.name}`);
      if (newLimits.length > 0) notes.push(`${newLimits.join(', ')} limit for ${kind} ${container.name}`);
      if (newRequests.length + newLimits.length === 0) return container;
      const filled = { requests: { ...defaults.requests, ...requests }, limits: { ...defaults.limits, ...limits } };
      return { ...container, resources: { ...container.resources, ...filled } };
    });
  const containers = fill('containers', 'container');
  const initContainers = fill('initContainers', 'init container');
  if (notes.length === 0) return pod;
  const note = { 'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${notes.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations: { ...pod.metadata?.annotations, ...note } },
    spec: { ...spec, ...(containers && { containers }), ...(initContainers && { initContainers }) },
  };
}

function podProblems(pod: ApiObject, item: LimitItem): readonly string[] {
  if (item.type === 'Pod') return limitProblems(item, podAmounts(pod, true));
  if (item.type !== 'Container') return [];
  const { containers = [], initContainers = [] } = specOf(pod);
  return [...containers, ...initContainers].flatMap(({ resources }) => {
    return limitProblems(item, { requests: toAmounts(resources?.requests), limits: toAmounts(resources?.limits) });
  });
}

/** A claim has no limits: its request is measured. */
function claimProblems({ spec }: ApiObject, item: LimitItem): readonly string[] {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const { resources } = (spec ?? {}) as { readonly resources?: { readonly requests?: Amounts } };
  return limitProblems(
    { ...item, maxLimitRequestRatio: {} },
    { requests: toAmounts(resources?.requests), limits: undefined },
  );
}
