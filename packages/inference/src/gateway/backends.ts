import type { Pool } from '../pool/pool.ts';
import type { BackendRef, GatewaySources, HttpRoute } from './gateway-objects.ts';

/** Where a part of the requests of a rule goes. */
export type Backend = { readonly weight: number } & (
  | { readonly pool: Pool }
  | { readonly service: { readonly namespace: string; readonly name: string; readonly port: number } }
  | { readonly missing: string }
);

/** What a reference leads to; why it leads nowhere, otherwise. */
export function backendOf(ref: BackendRef, route: HttpRoute, { pools, grants }: GatewaySources): Backend {
  const { group = '', kind = 'Service', name, namespace = route.namespace, port, weight = 1 } = ref;
  const said = `${kind} "${namespace}/${name}"`;
  const isGranted =
    namespace === route.namespace ||
    grants.some(
      ({ namespace: of, from = [], to = [] }) =>
        of === namespace &&
        from.some((one) => one.group === GATEWAY && one.kind === 'HTTPRoute' && one.namespace === route.namespace) &&
        to.some((one) => one.group === group && one.kind === kind && (one.name ?? name) === name),
    );
  if (!isGranted) return { weight, missing: `${said} is in another namespace, and no ReferenceGrant there allows it` };
  if (group === '' && kind === 'Service') {
    if (port === undefined) return { weight, missing: `${said} is named without a port` };
    return { weight, service: { namespace, name, port } };
  }
  if (kind === 'InferencePool') {
    const pool = pools.find((one) => one.name === name && one.namespace === namespace && one.group === group);
    return pool ? { weight, pool } : { weight, missing: `there is no ${said} of group "${group}"` };
  }
  return { weight, missing: `${said} of group "${group}" is no backend that is known here` };
}

const GATEWAY = 'gateway.networking.k8s.io';
