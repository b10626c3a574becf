import type { Scope } from '@outrigger/pod';
import type { ApiObject } from '../../../object/api-object.ts';
import { at } from '../../rules/collect-errors.ts';
import { addressesOf } from './allocate.ts';
import type { ServiceSpec } from './service-spec.ts';

/** What of a service stays: its first address and family, and its load balancer's class (ValidateServiceUpdate@1.36). */
export function validateServiceChange(object: ApiObject, old: ApiObject, { errors }: Scope): void {
  const [spec, before] = [(object.spec ?? {}) as ServiceSpec, (old.spec ?? {}) as ServiceSpec];
  const isInternal = spec.type !== 'ExternalName' && before.type !== 'ExternalName';
  const [now, then] = [addressesOf(spec), addressesOf(before)];
  if (isInternal && then.length > 0 && now.length > 0 && now[0] !== then[0]) {
    errors.invalid(at('spec', 'clusterIPs').index(0), now, 'may not change once set');
  }
  const [family, oldFamily] = [spec.ipFamilies?.[0], before.ipFamilies?.[0]];
  if (isInternal && family !== undefined && oldFamily !== undefined && family !== oldFamily) {
    errors.invalid(at('spec', 'ipFamilies').index(0), spec.ipFamilies, 'may not change once set');
  }
  const isBalanced = spec.type === 'LoadBalancer' && before.type === 'LoadBalancer';
  if (isBalanced && spec.loadBalancerClass !== before.loadBalancerClass) {
    errors.invalid(at('spec', 'loadBalancerClass'), spec.loadBalancerClass ?? null, 'may not change once set');
  }
}
