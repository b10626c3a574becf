import type { FieldPath } from '../field-path.ts';
import { goQuote } from '../go-quote.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from './dns-name.ts';
import type { Scope } from './scope.ts';

/** The name of a certificate signer, `example.com/signer` (pkg/apis/core/validation/names.go ValidateSignerName@1.36.2). */
export function validateSignerName(name: string, path: FieldPath, { errors }: Scope): void {
  if (name === '') {
    errors.required(path);
    return;
  }
  const [domain = '', rest, ...more] = name.split('/');
  if (rest === undefined || more.length > 0) {
    const detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    errors.invalid(path, name, detail);
    return;
  }
  if (domain.length > 253) errors.tooLong(path, 253);
  const labels = domain.split('.');
  errors.invalidEach(path, domain, firstLabelProblems(labels, dnsLabelProblems));
  if (labels.length < 2) {
    errors.invalid(path, domain, 'should be a domain with at least two segments separated by dots');
  }
  errors.invalidEach(path, rest, firstLabelProblems(rest.split('.'), dnsSubdomainProblems));
  if (name.length > 571) errors.tooLong(path, 571);
}

/** Is a signer one of the Kubernetes project's own? */
export function isKubernetesSigner(name: string): boolean {
  const host = name.split('/')[0] ?? '';
  return host === 'kubernetes.io' || host.endsWith('.kubernetes.io');
}

/** Why a text is not the name of a ClusterTrustBundle; one of a signer begins with its name (ValidateClusterTrustBundleName@1.36.2). */
export function trustBundleNameProblems(name: string): readonly string[] {
  const split = name.lastIndexOf(':');
  if (split === -1) return dnsSubdomainProblems(name);
  const signer = name.slice(0, split).replaceAll(':', '/');
  const prefix = `${signer.replaceAll('/', ':')}:`;
  // A name that begins with the colon has a signer without a name.
  if (signer === '') return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  return dnsSubdomainProblems(name.slice(prefix.length));
}

function firstLabelProblems(
  labels: readonly string[],
  problemsOf: (label: string) => readonly string[],
): readonly string[] {
  const bad = labels.find((label) => problemsOf(label).length > 0);
  return bad === undefined ? [] : problemsOf(bad).map((problem) => `validating label ${goQuote(bad)}: ${problem}`);
}
