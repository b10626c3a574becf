import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** Whose token is this? */
export const tokenReviews: Resource = declare({
  group: 'authentication.k8s.io',
  plural: 'tokenreviews',
  kind: 'TokenReview',
  isNamespaced: false,
  verbs: ['create'],
  isAnswered: true,
});
