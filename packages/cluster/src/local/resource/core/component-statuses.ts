import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** What the health of the control plane was told by, long ago. */
export const componentStatuses: Resource = declare({
  plural: 'componentstatuses',
  kind: 'ComponentStatus',
  isNamespaced: false,
  shortNames: ['cs'],
  verbs: ['get', 'list'],
});
