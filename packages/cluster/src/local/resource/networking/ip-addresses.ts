import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** IPAddresses. */
export const ipAddresses: Resource = declare({
  group: 'networking.k8s.io',
  plural: 'ipaddresses',
  kind: 'IPAddress',
  isNamespaced: false,
  shortNames: ['ip'],
});
