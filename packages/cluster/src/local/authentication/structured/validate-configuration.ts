import { X509Certificate } from 'node:crypto';
import {
  dnsSubdomainProblems,
  type FieldError,
  type FieldErrors,
  type FieldPath,
  goQuote,
  FieldPath as Path,
} from '@outrigger/pod';
import { collectErrors } from '../../resource/rules/collect-errors.ts';
import { checkExpression } from './check-expression.ts';
import type {
  AuthenticationConfiguration,
  ClaimMapping,
  ClaimMappings,
  ClaimRule,
  Issuer,
  JwtIssuer,
  UserRule,
} from './configuration.ts';
import { claimsEnvironment, userEnvironment } from './environments.ts';

/** What is wrong with a configuration (ValidateAuthenticationConfiguration in apiserver pkg/apis/apiserver/validation@1.36). */
export function validateConfiguration({ jwt = [], anonymous }: AuthenticationConfiguration): readonly FieldError[] {
  return collectErrors(({ errors }) => {
    const root = Path.of('jwt');
    if (jwt.length > 64) {
      errors.tooMany(root, jwt.length, 64);
      return;
    }
    const issuers = new Set<string>();
    const discoveries = new Set<string>();
    for (const [index, one] of jwt.entries()) {
      const path = root.index(index);
      validateIssuers(one, path, errors);
      const { url = '', discoveryURL = '' } = one.issuer ?? {};
      if (issuers.has(url)) errors.duplicate(path.child('issuer').child('url'), url);
      issuers.add(url);
      if (discoveryURL !== '' && discoveries.has(discoveryURL)) {
        errors.duplicate(path.child('issuer').child('discoveryURL'), discoveryURL);
      }
      discoveries.add(discoveryURL);
    }
    const { enabled = false, conditions = [] } = anonymous ?? {};
    if (!enabled && conditions.length > 0) {
      const shown = conditions.map(({ path = '' }) => ({ Path: path }));
      const path = Path.of('anonymous').child('conditions');
      errors.invalid(path, shown, 'enabled should be set to true when conditions are defined');
    }
  });
}

function validateIssuers(jwt: JwtIssuer, path: FieldPath, errors: FieldErrors): void {
  const { issuer = {}, claimValidationRules = [], claimMappings = {}, userValidationRules = [] } = jwt;
  validateIssuer(issuer, path.child('issuer'), errors);
  validateClaimRules(claimValidationRules, path.child('claimValidationRules'), errors);
  validateMappings(claimMappings, claimValidationRules, { path: path.child('claimMappings'), errors });
  validateUserRules(userValidationRules, path.child('userValidationRules'), errors);
}

function validateIssuer(issuer: Issuer, path: FieldPath, errors: FieldErrors): void {
  const { url = '', discoveryURL = '', certificateAuthority = '', egressSelectorType = '' } = issuer;
  const place = path.child('url');
  if (url === '') errors.required(place);
  else {
    if (url === OWN_ISSUER) errors.invalid(place, url, `URL must not overlap with disallowed issuers: [${OWN_ISSUER}]`);
    validateUrl(url, place, errors);
  }
  if (discoveryURL !== '') {
    const own = path.child('discoveryURL');
    if (url !== '' && url.replace(/\/+$/, '') === discoveryURL.replace(/\/+$/, '')) {
      errors.invalid(own, discoveryURL, 'discoveryURL must be different from URL');
    }
    validateUrl(discoveryURL, own, errors);
  }
  validateAudiences(issuer, path, errors);
  if (certificateAuthority !== '' && !holdsCertificates(certificateAuthority)) {
    const why = 'data does not contain any valid RSA or ECDSA certificates';
    errors.invalid(path.child('certificateAuthority'), '<omitted>', why);
  }
  if (egressSelectorType !== '' && !['controlplane', 'cluster'].includes(egressSelectorType)) {
    const why = 'egress selector must be either controlplane or cluster';
    errors.ofNamedTexts().invalid(path.child('egressSelectorType'), egressSelectorType, why);
  }
}

/** Tokens of service accounts are this server's own. */
const OWN_ISSUER = 'https://kubernetes.default.svc';

function validateUrl(text: string, path: FieldPath, errors: FieldErrors): void {
  const { scheme, user, host, rest, query, fragment } = urlParts(text);
  const problem = urlProblem(text, { host, rest });
  if (problem !== undefined) {
    errors.invalid(path, text, `parse ${goQuote(text)}: ${problem}`);
    return;
  }
  if (scheme.toLowerCase() !== 'https') errors.invalid(path, text, 'URL scheme must be https');
  if (user !== undefined) errors.invalid(path, text, 'URL must not contain a username or password');
  if (query !== '') errors.invalid(path, text, 'URL must not contain a query');
  if (fragment !== '') errors.invalid(path, text, 'URL must not contain a fragment');
}

function urlParts(text: string) {
  const [, scheme = '', authority = '', rest = '', query = '', fragment = ''] =
    /^(?:([a-zA-Z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? undefined : authority.slice(0, at);
  return { scheme, user, host: authority.slice(at + 1), rest, query, fragment };
}

/** The faults that Go's net/url finds. */
function urlProblem(
  text: string,
  { host, rest }: { readonly host: string; readonly rest: string },
): string | undefined {
  if ([...text].some((character) => character < ' ' || character === '\x7f')) {
    return 'net/url: invalid control character in URL';
  }
  if (text.startsWith(':')) return 'missing protocol scheme';
  const port = /^[^[\]]*:([^:]*)$/.exec(host)?.[1];
  if (port !== undefined && !/^\d*$/.test(port)) return `invalid port ${goQuote(`:${port}`)} after host`;
  const bad = /[ <>"\\^`{|}]/.exec(host)?.[0];
  if (bad !== undefined) return `invalid character ${goQuote(bad)} in host name`;
  const escaped = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(rest)?.[0];
  return escaped === undefined ? undefined : `invalid URL escape ${goQuote(escaped)}`;
}

function validateAudiences(
  { audiences = [], audienceMatchPolicy: policy = '' }: Issuer,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const place = path.child('audiences');
  if (audiences.length === 0) {
    errors.required(place, `at least one ${place} is required`);
    return;
  }
  for (const [index, audience] of audiences.entries()) {
    if (audience === '') errors.required(place.index(index));
    if (audiences.indexOf(audience) < index) errors.duplicate(place.index(index), audience);
  }
  const match = path.child('audienceMatchPolicy');
  if (audiences.length > 1 && policy !== 'MatchAny') {
    errors.ofNamedTexts().invalid(match, policy, 'audienceMatchPolicy must be MatchAny for multiple audiences');
  }
  if (audiences.length === 1 && policy !== '' && policy !== 'MatchAny') {
    errors.ofNamedTexts().invalid(match, policy, 'audienceMatchPolicy must be empty or MatchAny for single audience');
  }
}

function holdsCertificates(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.length > 0 && blocks.every((block) => new X509Certificate(block).subject !== undefined);
  } catch {
    return false;
  }
}

function validateClaimRules(rules: readonly ClaimRule[], path: FieldPath, errors: FieldErrors): void {
  const claims = new Set<string>();
  const expressions = new Set<string>();
  for (const [index, { claim = '', requiredValue = '', expression = '', message = '' }] of rules.entries()) {
    const own = path.index(index);
    if (claim !== '' && expression !== '') errors.invalid(own, claim, "claim and expression can't both be set");
    else if (claim === '' && expression === '') errors.required(own, 'claim or expression is required');
    else if (claim !== '') {
      if (message !== '') errors.invalid(own.child('message'), message, 'may not be specified when claim is set');
      if (claims.has(claim)) errors.duplicate(own.child('claim'), claim);
      claims.add(claim);
    } else {
      if (requiredValue !== '') {
        errors.invalid(own.child('requiredValue'), requiredValue, 'may not be specified when expression is set');
      }
      if (expressions.has(expression)) errors.duplicate(own.child('expression'), expression);
      else
        checkExpression(
          expression,
          { environment: claimsEnvironment(), isRule: true, path: own.child('expression') },
          errors,
        );
      expressions.add(expression);
    }
  }
}

function validateMappings(
  mappings: ClaimMappings,
  rules: readonly ClaimRule[],
  { path, errors }: { readonly path: FieldPath; readonly errors: FieldErrors },
): void {
  const { username = {}, groups = {}, uid = {}, extra = [] } = mappings;
  validateMapping(username, path.child('username'), errors, true);
  validateMapping(groups, path.child('groups'), errors, false);
  if (uid.claim && uid.expression) errors.invalid(path.child('uid'), '', "claim and expression can't both be set");
  else if (uid.expression) check(uid.expression, path.child('uid').child('expression'), errors);
  const keys = new Set<string>();
  for (const [index, { key = '', valueExpression = '' }] of extra.entries()) {
    const own = path.child('extra').index(index);
    validateKey(key, own.child('key'), errors);
    if (keys.has(key)) errors.duplicate(own.child('key'), key);
    else if (valueExpression === '') errors.required(own.child('valueExpression'));
    else check(valueExpression, own.child('valueExpression'), errors);
    keys.add(key);
  }
  const others = [
    username.expression,
    ...extra.map(({ valueExpression }) => valueExpression),
    ...rules.map(({ expression }) => expression),
  ];
  if (names(username.expression, 'email') && !others.some((text) => names(text, 'email_verified'))) {
    const why =
      'claims.email_verified must be used in claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression';
    errors.invalid(path.child('username').child('expression'), username.expression, why);
  }
}

function check(expression: string, path: FieldPath, errors: FieldErrors): void {
  checkExpression(expression, { environment: claimsEnvironment(), isRule: false, path }, errors);
}

/** Whether an expression reads a claim, `claims.email` or `claims.?email`; what stands in quotes is no code. */
function names(expression: string | undefined, claim: string): boolean {
  const code = (expression ?? '').replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  return new RegExp(`\\bclaims\\s*\\.\\s*\\??\\s*${claim}\\b`).test(code);
}

function validateMapping(mapping: ClaimMapping, path: FieldPath, errors: FieldErrors, isRequired: boolean): void {
  const { claim = '', prefix, expression = '' } = mapping;
  if (claim !== '' && expression !== '') errors.invalid(path, '', "claim and expression can't both be set");
  else if (claim === '' && expression === '') {
    if (isRequired) errors.required(path, 'claim or expression is required');
  } else if (expression !== '') {
    if (prefix !== undefined)
      errors.invalid(path.child('prefix'), prefix, 'may not be specified when expression is set');
    check(expression, path.child('expression'), errors);
  } else if (prefix === undefined) {
    const why = 'prefix is required when claim is set. It can be set to an empty string to disable prefixing';
    errors.required(path.child('prefix'), why);
  }
}

/** IsDomainPrefixedPath in apimachinery pkg/util/validation@1.36, and what this configuration adds. */
function validateKey(key: string, path: FieldPath, errors: FieldErrors): void {
  const [domain = '', ...rest] = key.split('/');
  const name = rest.join('/');
  if (key === '') errors.required(path);
  else if (rest.length === 0 || domain === '' || name === '') {
    errors.invalid(path, key, 'must be a domain-prefixed path (such as "acme.io/foo")');
  } else {
    for (const problem of dnsSubdomainProblems(domain)) errors.invalid(path, domain, problem);
    if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(name)) {
      const why = `Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`;
      errors.invalid(path, name, why);
    }
  }
  if (key !== key.toLowerCase()) errors.invalid(path, key, 'must be lowercase');
  if (rest.length > 0 && /(^|\.)(kubernetes|k8s)\.io$/.test(domain)) {
    errors.invalid(path, key, 'k8s.io, kubernetes.io and their subdomains are reserved for Kubernetes use');
  }
}

function validateUserRules(rules: readonly UserRule[], path: FieldPath, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [index, { expression = '' }] of rules.entries()) {
    const own = path.index(index).child('expression');
    if (expression === '') errors.required(own);
    else if (seen.has(expression)) errors.duplicate(own, expression);
    else checkExpression(expression, { environment: userEnvironment(), isRule: true, path: own }, errors);
    seen.add(expression);
  }
}
