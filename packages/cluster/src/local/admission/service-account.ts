import { type Draft, mountToken } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../object/api-object.ts';
import { specOf } from '../resource/core/pods/validate-pod-change.ts';
import type { AdmissionAttempt } from '../world.ts';
import { denied, isFor, type Plugin } from './plugin.ts';

/** A pod runs as an account, whose token its containers find (plugin/pkg/admission/serviceaccount@1.36). */
export const serviceAccount: Plugin = {
  mutate: (attempt) =>
    isFor(attempt, 'pods') && attempt.operation === 'create' ? withAccount(attempt) : attempt.object,
};

interface Account {
  readonly automountServiceAccountToken?: boolean;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
}

function withAccount(attempt: AdmissionAttempt): ApiObject {
  const { object, namespace, context } = attempt;
  // What the kubelet has made of a file asks for nothing.
  if (object.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) return object;
  const spec = specOf(object);
  const name = spec.serviceAccountName || 'default';
  const found = context.read('serviceaccounts', `${namespace}/${name}`);
  // Upstream waits a second for the account that a controller makes in every namespace; here it is as good as there.
  if (found === undefined && name !== 'default') {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
    throw denied(attempt, why);
  }
  const account = (found ?? {}) as Account;
  const secrets = spec.imagePullSecrets?.length ? spec.imagePullSecrets : account.imagePullSecrets;
  const named = {
    ...spec,
    serviceAccountName: name,
    serviceAccount: name,
    ...(secrets && { imagePullSecrets: secrets }),
  } as NonNullable<Draft<IPod>['spec']>;
  const mounts = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
  return { ...object, spec: mounts ? mountToken(named, tokenVolume(spec, context.random)) : named };
}

/** A volume that has been there before is taken again. */
function tokenVolume({ volumes = [] }: ReturnType<typeof specOf>, random: () => number): string {
  const given = volumes.find(({ name = '' }) => name.startsWith('kube-api-access-'))?.name;
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const suffix = Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)]).join('');
  return given ?? `kube-api-access-${suffix}`;
}
