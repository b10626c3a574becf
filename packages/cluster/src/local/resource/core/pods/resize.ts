import { type Draft, podResources, qosVerdict, resourceRulesFor, type Scope, validateKeptPod } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import type { ResourceRules } from '../../resource.ts';
import { at, collectErrors, SERVER } from '../../rules/collect-errors.ts';
import { goValue } from '../../rules/go-value.ts';
import { unifiedDiff } from '../../rules/unified-diff.ts';
import { countSpec, withPodDefaults } from './prepare-pod.ts';
import { specOf } from './validate-pod-change.ts';

type Spec = ReturnType<typeof specOf>;

/** A running pod is given more or less (podResizeStrategy in pkg/registry/core/pod/strategy.go@1.36). */
export const resizeRules: ResourceRules = {
  setDefaults: withPodDefaults,
  prepareForUpdate: prepareResize,
  validateUpdate: (object, old) => collectErrors((scope) => validateResize(object, old, scope)),
};

/** All but what containers ask for is as it was, unless containers came, went or changed places (dropNonResizeUpdates@1.36). */
function prepareResize(object: ApiObject, old: ApiObject): ApiObject {
  const [spec, before] = [specOf(object), specOf(old)];
  const isOdd = (['containers', 'initContainers'] as const).some((list) => spec[list]?.length !== before[list]?.length);
  const metadata = { ...old.metadata, resourceVersion: object.metadata?.resourceVersion ?? '' };
  if (isOdd) return countSpec({ ...object, metadata, status: old.status }, old);
  const resized = (list: 'containers' | 'initContainers') => {
    const [now = [], then] = [spec[list], before[list]];
    if (!then) return {};
    if (now.some(({ name }, index) => name !== then[index]?.name)) return { [list]: now };
    return {
      [list]: then.map(({ resizePolicy: _, ...container }, index) => {
        const { resources = {}, resizePolicy } = now[index] ?? {};
        return { ...container, resources, ...(resizePolicy && { resizePolicy }) };
      }),
    };
  };
  return countSpec(
    { ...old, metadata, spec: { ...before, ...resized('containers'), ...resized('initContainers') } },
    old,
  );
}

/** ValidatePodResize@1.36: only requests, limits and what is done about them may change. */
function validateResize(object: ApiObject, old: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  validateKeptPod(object as Draft<IPod>, scope);
  const [spec, before] = [specOf(object), specOf(old)];
  const { qosClass } = (old.status ?? {}) as { readonly qosClass?: string };
  if (qosClass !== undefined && qosClass !== qosOf(object)) {
    errors.ofNamedTexts().invalid(path, qosClass, 'Pod QOS Class may not change as a result of resizing');
  }
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list]?.length ?? 0) === (before[list]?.length ?? 0)) continue;
    errors.forbidden(path.child(list), 'containers may not be added or removed on resize');
    return;
  }
  if (!isSameOrder(spec, before)) {
    errors.forbidden(path, 'containers may not be renamed or reordered on resize');
    return;
  }
  for (const list of ['initContainers', 'containers'] as const) validateKept(spec, before, list, scope);
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      if (isSame(withoutAmounts(container), withoutAmounts(before[list]?.[index] ?? {}))) continue;
      if (list === 'containers') errors.forbidden(path, 'only cpu and memory resources are mutable');
      else {
        const detail = 'only cpu and memory resources for init or sidecar containers are mutable';
        errors.forbidden(path.child(list).index(index), detail);
      }
    }
  }
  const rest = ({ containers: _, initContainers: __, ...others }: Spec) => others;
  if (isSame(rest(spec), rest(before))) return;
  const munged = { ...spec, ...pick(before) } as Spec;
  const difference = unifiedDiff(goValue(before, 'PodSpec'), goValue(munged, 'PodSpec'));
  errors.forbidden(path, `only cpu and memory resources are mutable\n${difference}`);
}

/** What was once asked for can be changed, not taken back (validateContainerResize@1.36). */
function validateKept(spec: Spec, before: Spec, list: 'containers' | 'initContainers', { errors }: Scope): void {
  for (const [index, container] of (before[list] ?? []).entries()) {
    const now = spec[list]?.[index]?.resources;
    const path = at('spec', list, index, 'resources');
    for (const kind of ['requests', 'limits'] as const) {
      const gone = Object.keys(container.resources?.[kind] ?? {}).some((name) => now?.[kind]?.[name] === undefined);
      if (gone) errors.forbidden(path.child(kind), `resource ${kind} cannot be removed`);
    }
  }
}

function pick({ containers, initContainers }: Spec): Partial<Spec> {
  return { ...(containers && { containers }), ...(initContainers && { initContainers }) };
}

function qosOf({ status: _, ...pod }: ApiObject): string {
  return qosVerdict(podResources(pod as unknown as IPod, resourceRulesFor(SERVER.minor, 0, SERVER.gates))).class;
}

function isSameOrder(spec: Spec, before: Spec): boolean {
  const names = (all: Spec) =>
    [...(all.initContainers ?? []), ...(all.containers ?? [])].map(({ name }) => name).join();
  return names(spec) === names(before);
}

type Container = NonNullable<Spec['containers']>[number];

function withoutAmounts({ resizePolicy: _, ...container }: Container): Container {
  const drop = (amounts: { readonly [name: string]: unknown } | undefined) =>
    Object.fromEntries(Object.entries(amounts ?? {}).filter(([name]) => name !== 'cpu' && name !== 'memory'));
  const { requests, limits, ...others } = container.resources ?? {};
  return { ...container, resources: { ...others, requests: drop(requests), limits: drop(limits) } } as Container;
}
