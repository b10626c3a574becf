import { type Draft, dnsLabelProblems } from '@outrigger/pod';
import type { IService } from 'kubernetes-models/v1';

/** A service's spec, loosely. */
export type ServiceSpec = NonNullable<Draft<IService>['spec']>;

/** Is it reached from outside? */
export function isExternal({ type, externalIPs = [] }: ServiceSpec): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
}

/** Does a load balancer ask the nodes for its health? */
export function needsHealthCheck({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** A service's name is a DNS label; it may begin with a digit since RelaxedServiceNameValidation (1.36). */
export function isServiceName(name: string, isPrefix: boolean): readonly string[] {
  return dnsLabelProblems(isPrefix ? name.replace(/-$/, 'a') : name);
}
