import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsSubdomainProblems, relaxedSubdomainProblems } from './dns-name.ts';
import { validateIp } from './ip-address.ts';
import { gateIsOn, type Scope } from './scope.ts';

/** Name servers and search domains (validatePodDNSConfig@1.36.2). */
export function validateDnsConfig(spec: Draft<IPodSpec>, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { dnsConfig, dnsPolicy } = spec;
  if (dnsPolicy === 'None' && !dnsConfig) {
    errors.required(path, 'must provide `dnsConfig` when `dnsPolicy` is None');
    return;
  }
  const nameservers = dnsConfig?.nameservers ?? [];
  const nameserversPath = path.child('nameservers');
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    errors.required(nameserversPath, detail);
    return;
  }
  if (nameservers.length > 3) errors.invalid(nameserversPath, nameservers, 'must not have more than 3 nameservers');
  for (const [at, nameserver] of nameservers.entries()) validateIp(nameserver, nameserversPath.index(at), scope);
  validateSearches(dnsConfig?.searches ?? [], path.child('searches'), scope);
  for (const [at, option] of (dnsConfig?.options ?? []).entries()) {
    if (!option.name) errors.required(path.child('options').index(at), 'must not be empty');
  }
}

function validateSearches(searches: readonly string[], path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  const [most, longest] = gateIsOn(scope, 'ExpandedDNSConfig') ? [32, 2048] : [6, 256];
  if (searches.length > most) errors.invalid(path, searches, `must not have more than ${most} search paths`);
  if (searches.join(' ').length > longest) {
    const detail = `must not have more than ${longest} characters (including spaces) in the search list`;
    errors.invalid(path, searches, detail);
  }
  const relaxed = gateIsOn(scope, 'RelaxedDNSSearchValidation');
  for (const [at, search] of searches.entries()) {
    if (relaxed && search === '.') continue;
    const domain = search.replace(/\.$/, '');
    const problems = relaxed ? relaxedSubdomainProblems(domain, server.minor) : dnsSubdomainProblems(domain);
    errors.invalidEach(path.index(at), domain, problems);
  }
}
