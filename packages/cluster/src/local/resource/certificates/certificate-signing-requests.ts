import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { statusRules } from '../rules/spec-and-status.ts';

/** CertificateSigningRequests. */
export const certificateSigningRequests: Resource = declare({
  group: 'certificates.k8s.io',
  plural: 'certificatesigningrequests',
  kind: 'CertificateSigningRequest',
  isNamespaced: false,
  shortNames: ['csr'],
  rules: {
    selectableFields: ({ spec }) => ({
      'spec.signerName': (spec as { readonly signerName?: string } | undefined)?.signerName ?? '',
    }),
  },
  subresources: { approval: partOfObject(statusRules()), status: partOfObject(statusRules()) },
});
