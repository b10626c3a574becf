import type { Draft } from '@outrigger/pod';
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

/** Services have names that may begin with a letter only (NameIsDNS1035Label in apimachinery pkg/api/validation@1.36). */
export function isServiceName(name: string, isPrefix: boolean): readonly string[] {
  const whole = isPrefix ? name.replace(/-$/, 'a') : name;
  const problems = whole.length <= 63 ? [] : ['must be no more than 63 characters'];
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(whole)) return problems;
  return [
    ...problems,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
  ];
}
