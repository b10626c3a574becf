import type { Resource } from '../resource.ts';
import { localSubjectAccessReviews } from './local-subject-access-reviews.ts';
import { selfSubjectAccessReviews } from './self-subject-access-reviews.ts';
import { selfSubjectRulesReviews } from './self-subject-rules-reviews.ts';
import { subjectAccessReviews } from './subject-access-reviews.ts';

/** The group authorization.k8s.io. */
export const authorizationReviews: readonly Resource[] = [
  localSubjectAccessReviews,
  selfSubjectAccessReviews,
  selfSubjectRulesReviews,
  subjectAccessReviews,
];
