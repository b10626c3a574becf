import {
  canonicalQuantity,
  type FieldPath,
  qualifiedNameProblems,
  readQuantity,
  type Scope,
  validateResourceName,
} from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';

/** ResourceQuotas (ValidateResourceQuota in pkg/apis/core/validation@1.36). */
export const resourceQuotas: Resource = declare({
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  shortNames: ['quota'],
  rules: {
    prepareForCreate: (object) => ({ ...object, status: {} }),
    prepareForUpdate: (object, old) => keepField(object, old, 'status'),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), scope);
        const [now = [], before = []] = [specOf(object).scopes, specOf(old).scopes];
        const isSameSet = now.every((one) => before.includes(one)) && before.every((one) => now.includes(one));
        if (!isSameSet) scope.errors.invalid(at('spec', 'scopes'), now, 'field is immutable');
      }),
  },
  subresources: {
    status: partOfObject(
      statusRules({
        validateUpdate: (object) =>
          collectErrors((scope) => {
            const { hard, used } = (object.status ?? {}) as { readonly hard?: Amounts; readonly used?: Amounts };
            validateAmounts(hard, at('status', 'hard'), scope);
            validateAmounts(used, at('status', 'used'), scope);
          }),
      }),
    ),
  },
});

type Amounts = Readonly<Record<string, string | number>>;

interface Requirement {
  readonly scopeName?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

interface QuotaSpec {
  readonly hard?: Amounts;
  readonly scopes?: readonly string[];
  readonly scopeSelector?: { readonly matchExpressions?: readonly Requirement[] };
}

function specOf(object: ApiObject): QuotaSpec {
  return (object.spec ?? {}) as QuotaSpec;
}

function validateSpec(spec: QuotaSpec, scope: Scope): void {
  validateAmounts(spec.hard, at('spec', 'hard'), scope);
  validateScopes(spec, scope);
  validateSelector(spec, scope);
}

const kinds = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
];
const computed = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]);
const known = [...kinds, ...computed, 'requests.storage', 'services.nodeports', 'services.loadbalancers'];

function validateAmounts(amounts: Amounts = {}, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  for (const [name, amount] of Object.entries(amounts)) {
    const namePath = path.key(name);
    if (isQuotaOnly(name)) errors.invalidEach(namePath, name, qualifiedNameProblems(name, scope.server.minor));
    else validateResourceName(name, namePath, scope);
    if (!name.includes('/') && !known.includes(name) && !isHuge(name)) {
      errors.ofNamedTexts().invalid(namePath, name, 'must be a standard resource for quota');
    }
    const quantity = readQuantity(amount);
    if (quantity.nanos < 0n) errors.invalid(namePath, canonicalQuantity(amount), 'must be greater than or equal to 0');
    if (isCounted(name) && quantity.nanos % 1_000_000_000n !== 0n) {
      errors.invalid(namePath, canonicalQuantity(amount), 'must be an integer');
    }
  }
}

function isQuotaOnly(name: string): boolean {
  return known.includes(name) || isHuge(name);
}

function isHuge(name: string): boolean {
  return name.startsWith('hugepages-') || name.startsWith('requests.hugepages-');
}

function isCounted(name: string): boolean {
  return kinds.includes(name) || name.startsWith('services.');
}

const podScopes = [
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'PriorityClass',
  'CrossNamespacePodAffinity',
];
const pairs = [
  ['BestEffort', 'NotBestEffort'],
  ['NotTerminating', 'Terminating'],
] as const;

/** IsResourceQuotaScopeValidForResource in pkg/apis/core/helper@1.36. */
function fits(scopeName: string, name: string): boolean {
  if (!known.includes(name) && !isHuge(name)) return true;
  if (scopeName === 'BestEffort') return name === 'pods';
  if (podScopes.includes(scopeName)) return name === 'pods' || computed.includes(name);
  if (scopeName === 'VolumeAttributesClass') return name === 'persistentvolumeclaims' || name === 'requests.storage';
  return true;
}

function isScope(name: string): boolean {
  return podScopes.includes(name) || name === 'VolumeAttributesClass';
}

function validateScopes({ scopes = [], hard = {} }: QuotaSpec, { errors }: Scope): void {
  const path = at('spec', 'scopes');
  for (const scope of scopes) {
    if (!isScope(scope)) errors.invalid(path, scopes, 'unsupported scope');
    for (const name of Object.keys(hard).sort()) {
      if (!fits(scope, name)) errors.invalid(path, scopes, 'unsupported scope applied to resource');
    }
  }
  for (const pair of pairs) {
    if (pair.every((scope) => scopes.includes(scope))) errors.invalid(path, scopes, 'conflicting scopes');
  }
}

function validateSelector({ scopeSelector, hard = {}, scopes = [] }: QuotaSpec, { errors }: Scope): void {
  const path = at('spec', 'scopeSelector', 'matchExpressions');
  const requirements = scopeSelector?.matchExpressions ?? [];
  for (const { scopeName = '', operator = '', values = [] } of requirements) {
    const named = errors.ofNamedTexts();
    if (!isScope(scopeName)) named.invalid(path.child('scopeName'), scopeName, 'unsupported scope');
    for (const name of Object.keys(hard).sort()) {
      if (!fits(scopeName, name)) errors.invalid(path, scopeSelector, 'unsupported scope applied to resource');
    }
    const operatorPath = path.child('operator');
    if (scopeName !== 'PriorityClass' && podScopes.includes(scopeName) && operator !== 'Exists') {
      named.invalid(
        operatorPath,
        operator,
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
      );
    }
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
        errors.required(path.child('values'), detail);
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
        errors.invalid(path.child('values'), values, detail);
      }
    } else named.invalid(operatorPath, operator, 'not a valid selector operator');
  }
  const names = requirements.map(({ scopeName }) => scopeName);
  for (const pair of pairs) {
    if (pair.every((scope) => names.includes(scope)))
      errors.invalid(at('spec', 'scopeSelector', 'scopes'), scopes, 'conflicting scopes');
  }
}
