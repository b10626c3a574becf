import { dnsSubdomainProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';

/** CertificateSigningRequests (pkg/registry/certificates, pkg/apis/certificates/validation@1.36). */
export const certificateSigningRequests: Resource = declare({
  group: 'certificates.k8s.io',
  plural: 'certificatesigningrequests',
  kind: 'CertificateSigningRequest',
  isNamespaced: false,
  shortNames: ['csr'],
  rules: {
    // Who asks is what the server knows of him, whatever he says.
    prepareForCreate: (object, { user }) => ({
      ...object,
      spec: {
        ...(object.spec as object | undefined),
        username: user.username,
        ...(user.uid && { uid: user.uid }),
        groups: user.groups,
        ...(user.extra && { extra: user.extra }),
      },
      status: {},
    }),
    prepareForUpdate: (object, old) => keepField(keepField(object, old, 'spec'), old, 'status'),
    validate: (object) => collectErrors((scope) => validateRequest(object, scope)),
    selectableFields: (object) => ({ 'spec.signerName': String(specOf(object).signerName ?? '') }),
  },
  subresources: { approval: partOfObject(statusRules()), status: partOfObject(statusRules()) },
});

interface RequestSpec {
  readonly request?: string;
  readonly signerName?: string;
  readonly usages?: readonly string[];
  readonly expirationSeconds?: number;
}

function specOf(object: ApiObject): RequestSpec {
  return (object.spec ?? {}) as RequestSpec;
}

function validateRequest(object: ApiObject, { errors }: Scope): void {
  const { request = '', signerName = '', usages = [], expirationSeconds } = specOf(object);
  const text = Buffer.from(request, 'base64').toString();
  if (!text.includes('-----BEGIN CERTIFICATE REQUEST-----')) {
    errors.invalid(at('spec', 'request'), request, 'PEM block type must be CERTIFICATE REQUEST');
  }
  if (usages.length === 0) errors.required(at('spec', 'usages'));
  const [domain = '', name, ...more] = signerName.split('/');
  const path = at('spec', 'signerName');
  if (signerName === '') errors.required(path);
  else if (name === undefined || more.length > 0) {
    const detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    errors.invalid(path, signerName, detail);
  } else errors.invalidEach(path, signerName, dnsSubdomainProblems(domain));
  if (expirationSeconds !== undefined && expirationSeconds < 600) {
    errors.invalid(
      at('spec', 'expirationSeconds'),
      expirationSeconds,
      'may not specify a duration less than 600 seconds (10 minutes)',
    );
  }
}
