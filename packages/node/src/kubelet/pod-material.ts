import type { ApiObject, Client, ResourceRef } from '@outrigger/cluster';
import type { IPod } from 'kubernetes-models/v1';
import { type Material, readMaterial, type WantedToken } from '../setup/material.ts';
import { referencedObjects } from './referenced-objects.ts';

/** Reads what a pod's volumes and variables name, as the cluster has it now. A token is asked for anew when most of its time is over. */
export function podMaterial(client: Client, pod: () => IPod, now: () => number): () => Promise<Material> {
  const { namespace = 'default', name = '', uid = '' } = pod().metadata ?? {};
  const account = pod().spec?.serviceAccountName || 'default';
  const held = new Map<string, { readonly token: string; readonly renewAt: number }>();

  const read = async (resource: ResourceRef, kind: string, name: string): Promise<readonly ApiObject[]> => {
    const found = await client.get(resource, { namespace, name });
    return found === undefined ? [] : [{ ...found, apiVersion: 'v1', kind }];
  };
  const renew = async (wanted: WantedToken): Promise<void> => {
    const known = held.get(keyOf(wanted));
    if (known && known.renewAt > now()) return;
    const audiences = wanted.audience === undefined ? [] : [wanted.audience];
    const body = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        audiences,
        expirationSeconds: wanted.expirationSeconds,
        boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
      },
    };
    const answer = await client.subresource(
      serviceAccounts,
      { namespace, name: account, subresource: 'token' },
      { method: 'POST', body },
    );
    const { token } = answer.status as { readonly token: string };
    // After four fifths of its time (kubernetes pkg/kubelet/token/token_manager.go requiresRefresh@1.36).
    held.set(keyOf(wanted), { token, renewAt: now() + wanted.expirationSeconds * 800 });
  };
  return async () => {
    const { configMaps: named, secrets, tokens } = referencedObjects(pod());
    const objects = await Promise.all([
      ...[...named].map((each) => read(configMaps, 'ConfigMap', each)),
      ...[...secrets].map((each) => read(secretsResource, 'Secret', each)),
    ]);
    for (const wanted of tokens) await renew(wanted);
    return {
      ...readMaterial(objects.flat(), namespace).material,
      token: (wanted) => held.get(keyOf(wanted))?.token,
    };
  };
}

const configMaps: ResourceRef = { group: '', version: 'v1', plural: 'configmaps' };
const secretsResource: ResourceRef = { group: '', version: 'v1', plural: 'secrets' };
const serviceAccounts: ResourceRef = { group: '', version: 'v1', plural: 'serviceaccounts' };

function keyOf({ audience = '', expirationSeconds }: WantedToken): string {
  return `${expirationSeconds} ${audience}`;
}
