import type { Resource } from '../resource.ts';
import { ingressClasses } from './ingress-classes.ts';
import { ingresses } from './ingresses.ts';
import { ipAddresses } from './ip-addresses.ts';
import { networkPolicies } from './network-policies.ts';
import { serviceCidrs } from './service-cidrs.ts';

/** The group networking.k8s.io. */
export const networking: readonly Resource[] = [ingressClasses, ingresses, ipAddresses, networkPolicies, serviceCidrs];
