import { dnsSubdomainProblems, type FieldPath, type Scope } from '@outrigger/pod';

/** Who looks after a Job: a domain and a path (IsDomainPrefixedPath in apimachinery pkg/util/validation@1.36). */
export function validateManagedBy(name: string, path: FieldPath, { errors }: Scope): void {
  const slash = name.indexOf('/');
  if (name === '') errors.required(path);
  else if (slash < 0 || name.slice(0, slash) === '' || name.slice(slash + 1) === '') {
    errors.invalid(path, name, 'must be a domain-prefixed path (such as "acme.io/foo")');
  } else {
    for (const problem of dnsSubdomainProblems(name.slice(0, slash)))
      errors.invalid(path, name.slice(0, slash), problem);
    if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(name.slice(slash + 1))) {
      const detail = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";
      errors.invalid(path, name.slice(slash + 1), detail);
    }
  }
  if (name.length > 63) errors.tooLong(path, 63);
}
