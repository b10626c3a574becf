import { qualifiedNameProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors, SERVER } from '../rules/collect-errors.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';

/** Nodes (ValidateNode and ValidateNodeUpdate in pkg/apis/core/validation@1.36). */
export const nodes: Resource = declare({
  plural: 'nodes',
  kind: 'Node',
  isNamespaced: false,
  shortNames: ['no'],
  rules: {
    setDefaults: (object) => withRanges(withAllocatable(object)),
    prepareForCreate: (object) => ({ ...object, spec: object.spec ?? {}, status: object.status ?? {} }),
    prepareForUpdate: (object, old) => keepField(object, old, 'status'),
    validate: (object) => collectErrors((scope) => validateTaints(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateTaints(object, scope);
        validateChange(object, old, scope);
      }),
    selectableFields: (object) => ({ 'spec.unschedulable': String(specOf(object).unschedulable ?? false) }),
  },
  subresources: {
    status: partOfObject({
      ...statusRules(),
      setDefaults: withAllocatable,
    }),
    proxy: { of: 'other', kind: 'NodeProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
  },
});

interface Taint {
  readonly key?: string;
  readonly value?: string;
  readonly effect?: string;
}

interface NodeSpec {
  readonly unschedulable?: boolean;
  readonly taints?: readonly Taint[];
  readonly podCIDRs?: readonly string[];
  readonly providerID?: string;
}

function specOf(object: ApiObject): NodeSpec {
  return (object.spec ?? {}) as NodeSpec;
}

/** The first range of a node stands in a field of its own; what is said there counts (pkg/apis/core/v1/conversion.go@1.36). */
function withRanges(object: ApiObject): ApiObject {
  const { podCIDR, ...spec } = (object.spec ?? {}) as NodeSpec & { readonly podCIDR?: string };
  const ranges = podCIDR && podCIDR !== spec.podCIDRs?.[0] ? [podCIDR] : (spec.podCIDRs ?? []);
  if (ranges.length === 0) return object;
  return { ...object, spec: { ...spec, podCIDR: ranges[0], podCIDRs: ranges } };
}

/** What can be given out is all there is, unless it is said. */
function withAllocatable(object: ApiObject): ApiObject {
  const status = object.status as { readonly capacity?: object; readonly allocatable?: object } | undefined;
  if (!status?.capacity || status.allocatable) return object;
  return { ...object, status: { ...status, allocatable: status.capacity } };
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTaints(object: ApiObject, { errors }: Scope): void {
  const seen = new Set<string>();
  for (const [index, { key = '', effect = '' }] of (specOf(object).taints ?? []).entries()) {
    // Upstream takes them for annotations still.
    const path = at('metadata', 'taints', index);
    errors.invalidEach(path.child('key'), key, qualifiedNameProblems(key, SERVER.minor));
    if (effect === '') errors.required(path.child('effect'));
    else if (!effects.includes(effect)) errors.notSupported(path.child('effect'), effect, effects);
    if (seen.has(`${key}:${effect}`)) {
      const duplicated = path.miscalled('', index);
      errors.duplicate(duplicated, { key, effect });
    }
    seen.add(`${key}:${effect}`);
  }
}

function validateChange(object: ApiObject, old: ApiObject, { errors }: Scope): void {
  const [now, before] = [specOf(object), specOf(old)];
  const cidrs = before.podCIDRs ?? [];
  if (cidrs.length > 0 && cidrs.join() !== (now.podCIDRs ?? []).join()) {
    errors.forbidden(at('spec', 'podCIDRs'), 'node updates may not change podCIDR except from "" to valid');
  }
  if (before.providerID && before.providerID !== now.providerID) {
    errors.forbidden(at('spec', 'providerID'), 'node updates may not change providerID except from "" to valid');
  }
}
