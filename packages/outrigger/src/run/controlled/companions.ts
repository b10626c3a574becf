import { ApiError, type ApiObject, type Client, type ResourceRef } from '@outrigger/cluster';
import type { ControlledObject } from '../plan/controlled-object.ts';

/** Makes what an API server wants to be there before it takes objects and their pods: namespaces, accounts, runtimes. */
export async function makeCompanions(client: Client, objects: readonly ControlledObject[]): Promise<void> {
  for (const { namespace, object } of objects) {
    const { template } = object.spec as { readonly template: { readonly spec: TemplateSpec } };
    const { serviceAccountName: account, runtimeClassName: runtime } = template.spec;
    await make(client, NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    if (account !== undefined && account !== 'default') {
      await make(client, ACCOUNTS, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { namespace, name: account },
      });
    }
    if (runtime !== undefined) {
      const metadata = { name: runtime };
      await make(client, RUNTIMES, { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata, handler: runtime });
    }
  }
}

interface TemplateSpec {
  readonly serviceAccountName?: string;
  readonly runtimeClassName?: string;
}

const NAMESPACES: ResourceRef = { group: '', version: 'v1', plural: 'namespaces' };
const ACCOUNTS: ResourceRef = { group: '', version: 'v1', plural: 'serviceaccounts' };
const RUNTIMES: ResourceRef = { group: 'node.k8s.io', version: 'v1', plural: 'runtimeclasses' };

async function make(client: Client, resource: ResourceRef, object: ApiObject): Promise<void> {
  try {
    await client.create(resource, object);
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
}
