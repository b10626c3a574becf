import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { statusRules } from '../rules/spec-and-status.ts';

/** ServiceCIDRs. */
export const serviceCidrs: Resource = declare({
  group: 'networking.k8s.io',
  plural: 'servicecidrs',
  kind: 'ServiceCIDR',
  isNamespaced: false,
  subresources: { status: partOfObject(statusRules()) },
});
