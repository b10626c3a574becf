import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** Bindings, as they were before pods had a subresource for it. */
export const bindings: Resource = declare({
  plural: 'bindings',
  kind: 'Binding',
  verbs: ['create'],
  isAnswered: true,
});
