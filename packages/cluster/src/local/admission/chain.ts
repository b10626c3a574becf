import type { AdmissionChain } from '../world.ts';
import { defaultIngressClass } from './default-ingress-class.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger/limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import type { Plugin } from './plugin.ts';
import { podSecurity } from './pod-security/pod-security.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './quota/resource-quota.ts';
import { runtimeClass } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

/**
 * The plug-ins that are on by default, in upstream's order (AllOrderedPlugins in
 * pkg/kubeapiserver/options/plugins.go@1.36); others, as webhooks, come before the quota, which counts what is really written.
 */
export function admissionChain(others: readonly Plugin[] = []): AdmissionChain {
  const plugins = [...builtin, ...others, resourceQuota];
  return {
    async mutate(attempt) {
      let { object } = attempt;
      for (const { mutate } of plugins) if (mutate) object = await mutate({ ...attempt, object });
      return object;
    },
    async validate(attempt) {
      for (const { validate } of plugins) await validate?.(attempt);
    },
  };
}

const builtin: readonly Plugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  storageObjectInUseProtection,
  runtimeClass,
  defaultIngressClass,
  defaultStorageClass,
];
