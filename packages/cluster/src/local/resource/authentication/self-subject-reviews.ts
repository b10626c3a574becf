import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** Who am I? */
export const selfSubjectReviews: Resource = declare({
  group: 'authentication.k8s.io',
  plural: 'selfsubjectreviews',
  kind: 'SelfSubjectReview',
  isNamespaced: false,
  verbs: ['create'],
  isAnswered: true,
});
