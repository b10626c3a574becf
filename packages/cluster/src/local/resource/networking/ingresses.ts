import {
  type Draft,
  dnsSubdomainProblems,
  type FieldPath,
  isIpAddress,
  portNameProblems,
  portNumberProblems,
  type Scope,
} from '@outrigger/pod';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isServiceName } from '../core/services/service-spec.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';

type Spec = NonNullable<Draft<IIngress>['spec']>;
type Backend = NonNullable<Spec['defaultBackend']>;
type Path = NonNullable<NonNullable<NonNullable<Spec['rules']>[number]['http']>['paths']>[number];

/** Ingresses (pkg/apis/networking/validation, pkg/registry/networking/ingress@1.36). */
export const ingresses: Resource = declare({
  group: 'networking.k8s.io',
  plural: 'ingresses',
  kind: 'Ingress',
  shortNames: ['ing'],
  rules: {
    prepareForCreate: (object) => firstGeneration(object, { loadBalancer: {} }),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
    validate: (object) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), scope);
        validateOneClass(object, scope);
      }),
    validateUpdate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    warnings: (object) =>
      object.metadata?.annotations?.[CLASS] === undefined
        ? []
        : ['annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead'],
  },
  subresources: { status: partOfObject(statusRules()) },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  if ((spec.rules ?? []).length === 0 && !spec.defaultBackend) {
    errors.invalid(path, spec.rules ?? null, 'either `defaultBackend` or `rules` must be specified');
  }
  if (spec.defaultBackend) validateBackend(spec.defaultBackend, path.child('defaultBackend'), scope);
  for (const [index, { host = '', http }] of (spec.rules ?? []).entries()) {
    const rulePath = at('spec', 'rules', index);
    if (host !== '') validateHost(host, rulePath.child('host'), scope);
    if (http && (http.paths ?? []).length === 0) errors.required(rulePath.child('http').child('paths'));
    for (const [place, one] of (http?.paths ?? []).entries()) {
      validatePath(one, rulePath.child('http').child('paths').index(place), scope);
    }
  }
  for (const [index, { hosts = [], secretName = '' }] of (spec.tls ?? []).entries()) {
    const tlsPath = at('spec', 'tls', index);
    for (const [place, host] of hosts.entries()) validateName(host, tlsPath.child('hosts').index(place), scope);
    if (secretName === '') continue;
    errors.invalidEach(tlsPath.child('secretName'), secretName, dnsSubdomainProblems(secretName));
  }
  const { ingressClassName } = spec;
  if (ingressClassName !== undefined) {
    errors.invalidEach(path.child('ingressClassName'), ingressClassName, dnsSubdomainProblems(ingressClassName));
  }
}

function validateHost(host: string, path: FieldPath, scope: Scope): void {
  if (isIpAddress(host)) scope.errors.invalid(path, host, 'must be a DNS name, not an IP address');
  validateName(host, path, scope);
}

function validateName(host: string, path: FieldPath, { errors }: Scope): void {
  errors.invalidEach(path, host, host.includes('*') ? wildcardProblems(host) : dnsSubdomainProblems(host));
}

/** IsWildcardDNS1123Subdomain in apimachinery pkg/util/validation@1.36. */
function wildcardProblems(host: string): readonly string[] {
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  const format = `\\*\\.${label}(\\.${label})*`;
  const words =
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
  if (new RegExp(`^${format}$`).test(host)) return [];
  return [`${words} (e.g. '*.example.com', regex used for validation is '${format}')`];
}

/** Two ways to say the class say the same (ValidateIngressCreate@1.36). */
function validateOneClass(object: ApiObject, { errors }: Scope): void {
  const said = object.metadata?.annotations?.[CLASS];
  const { ingressClassName } = specOf(object);
  if (said === undefined || ingressClassName === undefined || said === ingressClassName) return;
  errors.invalid(at('annotations', CLASS), said, 'must match `ingressClassName` when both are specified');
}

const CLASS = 'kubernetes.io/ingress.class';

function validatePath(one: Path, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { pathType, path: text = '' } = one;
  const types = ['Exact', 'ImplementationSpecific', 'Prefix'];
  if (pathType === undefined) {
    errors.required(path.child('pathType'), 'pathType must be specified');
    return;
  }
  if (!types.includes(pathType)) errors.notSupported(path.child('pathType'), pathType, types);
  else if (pathType !== 'ImplementationSpecific' || text !== '') {
    if (!text.startsWith('/')) errors.invalid(path.child('path'), text, 'must be an absolute path');
    for (const part of pathType === 'ImplementationSpecific' ? [] : ['//', '/./', '/../', '%2f', '%2F']) {
      if (text.includes(part)) errors.invalid(path.child('path'), text, `must not contain '${part}'`);
    }
  }
  if (one.backend) validateBackend(one.backend, path.child('backend'), scope);
  else validateBackend({}, path.child('backend'), scope);
}

function validateBackend({ service, resource }: Backend, path: FieldPath, { errors }: Scope): void {
  if (service && resource) errors.invalid(path, '', 'cannot set both resource and service backends');
  else if (!service && !resource) errors.invalid(path, '', 'resource or service backend is required');
  if (!service || resource) return;
  const { name = '', port = {} } = service;
  const servicePath = path.child('service');
  if (name === '') errors.required(servicePath.child('name'));
  else errors.invalidEach(servicePath.child('name'), name, isServiceName(name, false));
  if (port.name && port.number) errors.invalid(path, '', 'cannot set both port name & port number');
  else if (port.name)
    errors.invalidEach(servicePath.child('port').child('name'), port.name, portNameProblems(port.name));
  else if (port.number)
    errors.invalidEach(servicePath.child('port').child('number'), port.number, portNumberProblems(port.number));
  else errors.required(path, 'port name or number is required');
}
