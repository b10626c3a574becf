import type { Resource } from '../resource.ts';
import { selfSubjectReviews } from './self-subject-reviews.ts';
import { tokenReviews } from './token-reviews.ts';

/** The group authentication.k8s.io. */
export const authenticationReviews: readonly Resource[] = [selfSubjectReviews, tokenReviews];
