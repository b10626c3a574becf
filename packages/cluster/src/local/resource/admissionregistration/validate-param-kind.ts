import { dnsLabelProblems, dnsSubdomainProblems, type FieldPath, type Scope } from '@outrigger/pod';

/** The kind of the objects that a policy takes its numbers and names from. */
export interface ParamKind {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** validateParamKind in pkg/apis/admissionregistration/validation@1.36. */
export function validateParamKind({ apiVersion = '', kind = '' }: ParamKind, path: FieldPath, { errors }: Scope): void {
  const own = path.child('apiVersion');
  const parts = apiVersion.split('/');
  const [version = '', group = ''] = parts.toReversed();
  if (apiVersion === '') errors.required(own);
  else if (parts.length > 2) errors.invalid(own, apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  else {
    const problems = group === '' ? [] : dnsSubdomainProblems(group);
    if (problems.length > 0) errors.invalid(own, group, problems.join(','));
    if (version === '') errors.invalid(own, apiVersion, 'version must be specified');
    else if (!LABEL.test(version)) errors.invalid(own, version, LABEL_WORDS);
  }
  if (kind === '') errors.required(path.child('kind'));
  else if (!LABEL.test(kind.toLowerCase()) || dnsLabelProblems(kind.toLowerCase()).length > 0) {
    errors.invalid(path.child('kind'), kind, `may have mixed case, but should otherwise match: ${LABEL_WORDS}`);
  }
}

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
