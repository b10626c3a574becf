import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** May I? */
export const selfSubjectAccessReviews: Resource = declare({
  group: 'authorization.k8s.io',
  plural: 'selfsubjectaccessreviews',
  kind: 'SelfSubjectAccessReview',
  isNamespaced: false,
  verbs: ['create'],
  isAnswered: true,
});
