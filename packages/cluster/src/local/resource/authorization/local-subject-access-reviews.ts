import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** May somebody, in this namespace? */
export const localSubjectAccessReviews: Resource = declare({
  group: 'authorization.k8s.io',
  plural: 'localsubjectaccessreviews',
  kind: 'LocalSubjectAccessReview',
  verbs: ['create'],
  isAnswered: true,
});
