import { addQuantities, compareQuantities, printQuantity, type Quantity, readQuantity } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { specOf } from '../../resource/core/pods/validate-pod-change.ts';
import type { AdmissionAttempt } from '../../world.ts';
import { toAmounts } from '../limit-ranger/limit-problems.ts';
import { denied, type Plugin } from '../plugin.ts';
import { countUsage, type Hard, hardOf } from './count-usage.ts';
import { isInScope } from './scope.ts';
import { computeUsage, type Usage, usageOf } from './usage.ts';

/** What is used may not exceed what a namespace is given (apiserver pkg/admission/plugin/resourcequota@1.36). */
export const resourceQuota: Plugin = {
  validate(attempt) {
    const { operation, context, namespace, resource } = attempt;
    const isWrite = operation === 'create' || operation === 'update';
    const isPart = context.subresource !== '' && context.subresource !== 'resize';
    if (!isWrite || isPart || namespace === '' || !resource.isNamespaced) return;
    for (const quota of context.list('resourcequotas', namespace)) check(quota, attempt);
  },
};

function check(quota: ApiObject, attempt: AdmissionAttempt): void {
  const { object, old, resource, context, namespace } = attempt;
  const { bucket } = resource;
  if (!isInScope(quota, bucket, object)) return;
  const hard = hardOf(quota);
  const name = quota.metadata?.name ?? '';
  const usage = usageOf(bucket, object, context.now);
  if (bucket === 'pods' && old === undefined) {
    const missing = missingAmounts(object, hard);
    if (missing !== undefined) throw denied(attempt, `failed quota: ${name}: must specify ${missing}`);
  }
  const before: Usage = old && isInScope(quota, bucket, old) ? usageOf(bucket, old, context.now) : new Map();
  const used = countUsage(quota, { list: (counted) => context.list(counted, namespace), now: context.now });
  const exceeded = [...usage]
    .map(([what, amount]) => ({ what, more: minus(amount, before.get(what)) }))
    .filter(({ what, more }) => what in hard && more.nanos > 0n && exceeds(used[what], more, hard[what]))
    .sort((a, b) => (a.what < b.what ? -1 : 1));
  if (exceeded.length === 0) return;
  const show = (amount: (one: (typeof exceeded)[number]) => string) =>
    exceeded.map((one) => `${one.what}=${amount(one)}`).join(',');
  const requested = show(({ more }) => printQuantity(more));
  const now = show(({ what }) => used[what] ?? '0');
  const limited = show(({ what }) => printQuantity(readQuantity(hard[what] ?? '0')));
  throw denied(attempt, `exceeded quota: ${name}, requested: ${requested}, used: ${now}, limited: ${limited}`);
}

function minus(amount: Quantity, before: Quantity | undefined): Quantity {
  if (before === undefined || before.nanos === 0n) return amount;
  return { ...amount, nanos: amount.nanos - before.nanos, text: undefined };
}

function exceeds(used: string | undefined, more: Quantity, hard: string | undefined): boolean {
  return compareQuantities(addQuantities(readQuantity(used ?? 0), more), readQuantity(hard ?? 0)) > 0;
}

const REQUIRED = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/** What a quota counts has to be said by every container (podEvaluator.Constraints@1.36). */
function missingAmounts(pod: ApiObject, hard: Hard): string | undefined {
  const { containers = [], initContainers = [], resources: whole } = specOf(pod);
  if (Object.keys(whole?.requests ?? {}).length + Object.keys(whole?.limits ?? {}).length > 0) return undefined;
  const required = REQUIRED.filter((name) => name in hard);
  const missing = required.flatMap((name) => {
    const without = [...containers, ...initContainers].filter(({ resources }) => {
      const stated = new Map(computeUsage(toAmounts(resources?.requests), toAmounts(resources?.limits)));
      return !stated.has(name);
    });
    const names = [...new Set(without.map((container) => container.name ?? ''))].sort();
    return names.length === 0 ? [] : [`${name} for: ${names.join(',')}`];
  });
  return missing.length === 0 ? undefined : missing.join('; ');
}
