import type { Verb } from '../request/request-info.ts';

/** Everything that can be done to ordinary objects. */
export const allVerbs: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
