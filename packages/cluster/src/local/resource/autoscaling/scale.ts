import type { ActingSubresource } from '../resource.ts';

/** The number of replicas as a thing of its own; see `act/scale.ts`. */
export const scaleSubresource: ActingSubresource = {
  of: 'other',
  verbs: ['get', 'patch', 'update'],
  kind: 'Scale',
  group: 'autoscaling',
  version: 'v1',
};
