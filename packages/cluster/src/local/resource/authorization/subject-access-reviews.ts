import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** May somebody? */
export const subjectAccessReviews: Resource = declare({
  group: 'authorization.k8s.io',
  plural: 'subjectaccessreviews',
  kind: 'SubjectAccessReview',
  isNamespaced: false,
  verbs: ['create'],
  isAnswered: true,
});
