import { canonicalQuantity, qualifiedNameProblems, readQuantity, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { validateCidr } from '../rules/cidr.ts';
import { at, collectErrors, SERVER } from '../rules/collect-errors.ts';
import { goValue } from '../rules/go-value.ts';
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
    validate: (object) => collectErrors((scope) => validateNode(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateChange(object, old, scope);
        validateNode(object, scope);
      }),
    selectableFields: (object) => ({ 'spec.unschedulable': String(specOf(object).unschedulable ?? false) }),
  },
  subresources: {
    status: partOfObject({
      ...statusRules({
        validateUpdate: (object, old) => collectErrors((scope) => validateChange(object, old, scope)),
      }),
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

interface NodeStatus {
  readonly capacity?: Readonly<Record<string, string | number>>;
  readonly allocatable?: Readonly<Record<string, string | number>>;
  readonly addresses?: readonly object[];
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

function validateNode(object: ApiObject, scope: Scope): void {
  validateTaints(object, scope);
  validateRanges(specOf(object).podCIDRs ?? [], scope);
}

/** One range of each family. */
function validateRanges(ranges: readonly string[], scope: Scope): void {
  const path = at('spec', 'podCIDRs');
  for (const [index, range] of ranges.entries()) validateCidr(range, path.index(index), scope);
  const families = new Set(ranges.map((range) => range.includes(':')));
  if (ranges.length < 2 || (ranges.length === 2 && families.size === 2)) return;
  scope.errors.invalid(path, ranges, 'may specify no more than one CIDR for each IP family');
}

/** ValidateNodeResources@1.36: what there is and what is given out, in whole numbers where it is things. */
function validateAmounts(object: ApiObject, { errors }: Scope): void {
  const status = (object.status ?? {}) as NodeStatus;
  for (const list of ['capacity', 'allocatable'] as const) {
    for (const [name, amount] of Object.entries(status[list] ?? {})) {
      const path = at('status', list, name);
      const { nanos } = readQuantity(amount);
      if (nanos < 0n) errors.invalid(path, canonicalQuantity(amount), 'must be greater than or equal to 0');
      const isWhole = WHOLE.has(name) || isExtended(name);
      if (isWhole && nanos % 1_000_000_000n !== 0n)
        errors.invalid(path, canonicalQuantity(amount), 'must be an integer');
    }
  }
}

const WHOLE: ReadonlySet<string> = new Set(['pods', 'services', 'secrets', 'configmaps']);

function isExtended(name: string): boolean {
  return name.includes('/') && !name.startsWith('kubernetes.io/') && !name.startsWith('requests.');
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTaints(object: ApiObject, { errors }: Scope): void {
  const seen = new Set<string>();
  for (const [index, taint] of (specOf(object).taints ?? []).entries()) {
    const { key = '', effect = '' } = taint;
    // Upstream takes them for annotations still.
    const path = at('metadata', 'taints', index);
    errors.invalidEach(path.child('key'), key, qualifiedNameProblems(key, SERVER.minor));
    if (effect === '') errors.required(path.child('effect'));
    else if (!effects.includes(effect)) errors.notSupported(path.child('effect'), effect, effects);
    if (seen.has(`${key}:${effect}`)) {
      const duplicated = path.miscalled('', index);
      errors.duplicate(duplicated, goValue(taint, 'Taint'));
      const error = errors.list.pop();
      if (error) errors.list.push({ ...error, detail: 'taints must be unique by key and effect pair' });
    }
    seen.add(`${key}:${effect}`);
  }
}

/** ValidateNodeUpdate@1.36, the part of it that also holds for a status. */
function validateChange(object: ApiObject, old: ApiObject, scope: Scope): void {
  const { errors } = scope;
  validateAmounts(object, scope);
  const { addresses = [] } = (object.status ?? {}) as NodeStatus;
  for (const [index, address] of addresses.entries()) {
    if (addresses.slice(0, index).some((other) => isSame(other, address))) {
      errors.duplicate(at('status', 'addresses', index), goValue(address, 'NodeAddress'));
    }
  }
  const [now, before] = [specOf(object), specOf(old)];
  const cidrs = before.podCIDRs ?? [];
  if (cidrs.length > 0 && cidrs.join() !== (now.podCIDRs ?? []).join()) {
    errors.forbidden(at('spec', 'podCIDRs'), 'node updates may not change podCIDR except from "" to valid');
  }
  if (before.providerID && before.providerID !== now.providerID) {
    errors.forbidden(at('spec', 'providerID'), 'node updates may not change providerID except from "" to valid');
  }
}
