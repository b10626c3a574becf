import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** What the health of the control plane was told by, long ago. */
export const componentStatuses: Resource = declare({
  deprecation: 'v1 ComponentStatus is deprecated in v1.19+',
  plural: 'componentstatuses',
  kind: 'ComponentStatus',
  isNamespaced: false,
  shortNames: ['cs'],
  verbs: ['get', 'list'],
});
