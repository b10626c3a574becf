import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** What may I? */
export const selfSubjectRulesReviews: Resource = declare({
  group: 'authorization.k8s.io',
  plural: 'selfsubjectrulesreviews',
  kind: 'SelfSubjectRulesReview',
  isNamespaced: false,
  verbs: ['create'],
  isAnswered: true,
});
