import {
  canonicalQuantity,
  compareQuantities,
  type Draft,
  type FieldPath,
  qualifiedNameProblems,
  readQuantity,
  type Scope,
  validateContainerResourceName,
  validateResourceName,
} from '@outrigger/pod';
import type { ILimitRange } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors, SERVER } from '../rules/collect-errors.ts';

type Item = NonNullable<NonNullable<Draft<ILimitRange>['spec']>['limits']>[number];
type Amounts = { readonly [name: string]: string | number | undefined };

/** LimitRanges (ValidateLimitRange in pkg/apis/core/validation, SetDefaults_LimitRangeItem in v1/defaults.go@1.36). */
export const limitRanges: Resource = declare({
  plural: 'limitranges',
  kind: 'LimitRange',
  shortNames: ['limits'],
  rules: {
    isCreatedByUpdate: true,
    setDefaults: (object) => ({
      ...object,
      spec: {
        ...(object.spec as object | undefined),
        limits: isUnsaid(object) ? null : limitsOf(object).map(withDefaults),
      },
    }),
    validate: (object) => collectErrors((scope) => validateLimits(object, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateLimits(object, scope)),
  },
});

function isUnsaid(object: ApiObject): boolean {
  const { limits } = (object.spec ?? {}) as { readonly limits?: unknown };
  return limits === undefined || limits === null;
}

function limitsOf(object: ApiObject): readonly Item[] {
  return (object.spec as { readonly limits?: readonly Item[] } | undefined)?.limits ?? [];
}

/** Limits default to the maximum, requests to the limits and then to the minimum. */
function withDefaults(item: Item): Item {
  if (item.type !== 'Container') return item;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  return {
    ...item,
    ...(Object.keys(limits).length > 0 && { default: limits }),
    ...(Object.keys(requests).length > 0 && { defaultRequest: requests }),
  };
}

function validateLimits(object: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const seen = new Set<string>();
  for (const [index, item] of limitsOf(object).entries()) {
    const path = at('spec', 'limits', index);
    const { type = '' } = item;
    validateType(type, path.child('type'), scope);
    if (seen.has(type)) errors.ofNamedTexts().duplicate(path.child('type'), type);
    seen.add(type);
    validateNames(item, path, scope);
    for (const name of new Set(lists.flatMap((list) => Object.keys(item[list] ?? {}))))
      validateAmounts(item, name, path, scope);
  }
}

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];
const lists = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

function validateType(type: string, path: FieldPath, { errors }: Scope): void {
  const problems = qualifiedNameProblems(type, SERVER.minor);
  errors.invalidEach(path, type, problems);
  if (problems.length === 0 && !type.includes('/') && !types.includes(type)) {
    errors.invalid(path, type, 'must be a standard limit type or fully qualified');
  }
}

function validateNames(item: Item, path: FieldPath, scope: Scope): void {
  const isOfPods = item.type === 'Pod' || item.type === 'Container';
  const check = (list: (typeof lists)[number]) => {
    for (const name of Object.keys(item[list] ?? {})) {
      const namePath = path.child(list).key(name);
      if (isOfPods) validateContainerResourceName(name, namePath, scope);
      else validateResourceName(name, namePath, scope);
    }
  };
  check('max');
  check('min');
  for (const list of ['default', 'defaultRequest'] as const) {
    if (item.type !== 'Pod') check(list);
    else if (Object.keys(item[list] ?? {}).length > 0) {
      scope.errors.forbidden(path.child(list), "may not be specified when `type` is 'Pod'");
    }
  }
  if (item.type === 'PersistentVolumeClaim' && item.min?.storage === undefined && item.max?.storage === undefined) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    scope.errors.required(path.child('limits'), detail);
  }
  check('maxLimitRequestRatio');
}

function validateAmounts(item: Item, name: string, path: FieldPath, { errors }: Scope): void {
  const of = (list: (typeof lists)[number]) => {
    const value = (item[list] as Amounts | undefined)?.[name];
    return value === undefined ? undefined : canonicalQuantity(value);
  };
  const [min, max, limit, request, ratio] = [
    of('min'),
    of('max'),
    of('default'),
    of('defaultRequest'),
    of('maxLimitRequestRatio'),
  ];
  const wrong = (list: string, shown: string, detail: string) =>
    errors.invalid(path.child(list).key(name), shown, detail);
  if (isMore(min, max)) wrong('min', min ?? '', `min value ${min} is greater than max value ${max}`);
  if (isMore(min, request))
    wrong('defaultRequest', request ?? '', `min value ${min} is greater than default request value ${request}`);
  if (isMore(request, max))
    wrong('defaultRequest', request ?? '', `default request value ${request} is greater than max value ${max}`);
  if (isMore(request, limit))
    wrong(
      'defaultRequest',
      request ?? '',
      `default request value ${request} is greater than default limit value ${limit}`,
    );
  if (isMore(min, limit)) wrong('default', min ?? '', `min value ${min} is greater than default value ${limit}`);
  if (isMore(limit, max)) wrong('default', max ?? '', `default value ${limit} is greater than max value ${max}`);
  if (isMore('1', ratio)) wrong('maxLimitRequestRatio', ratio ?? '', `ratio ${ratio} is less than 1`);
  if (ratio === undefined || min === undefined || max === undefined) return;
  const most = amountOf(max) / amountOf(min);
  if (amountOf(ratio) > most)
    wrong('maxLimitRequestRatio', ratio, `ratio ${ratio} is greater than max/min = ${most.toFixed(6)}`);
}

function isMore(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return compareQuantities(readQuantity(one), readQuantity(other)) > 0;
}

function amountOf(text: string): number {
  return Number(readQuantity(text).nanos) / 1e9;
}
