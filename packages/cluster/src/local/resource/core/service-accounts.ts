import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** ServiceAccounts; `token` gives out tokens for one, see `act/token-request.ts`. */
export const serviceAccounts: Resource = declare({
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
  shortNames: ['sa'],
  subresources: {
    token: {
      of: 'other',
      verbs: ['create'],
      kind: 'TokenRequest',
      group: 'authentication.k8s.io',
      version: 'v1',
    },
  },
});
