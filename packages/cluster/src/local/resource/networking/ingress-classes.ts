import { dnsLabelProblems, dnsSubdomainProblems, type FieldPath, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import { pathSegmentProblems } from '../rules/path-segment.ts';
import { nextGeneration } from '../rules/spec-and-status.ts';

/** IngressClasses (pkg/apis/networking/validation@1.36). */
export const ingressClasses: Resource = declare({
  group: 'networking.k8s.io',
  plural: 'ingressclasses',
  kind: 'IngressClass',
  isNamespaced: false,
  rules: {
    setDefaults: withScope,
    validate: (object) => collectErrors((scope) => validateClass(object, scope)),
    prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateImmutable(specOf(object).controller, specOf(old).controller, at('spec', 'controller'), scope);
        validateClass(object, scope);
      }),
  },
});

interface Parameters {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly scope?: string;
  readonly namespace?: string;
}

interface ClassSpec {
  readonly controller?: string;
  readonly parameters?: Parameters;
}

function specOf(object: ApiObject): ClassSpec {
  return (object.spec ?? {}) as ClassSpec;
}

/** Parameters are of the cluster unless they say otherwise (pkg/apis/networking/v1/defaults.go@1.36). */
function withScope(object: ApiObject): ApiObject {
  const { parameters, ...spec } = specOf(object);
  return { ...object, spec: { ...spec, ...(parameters && { parameters: { scope: 'Cluster', ...parameters } }) } };
}

/** validateIngressClassSpec@1.36. */
function validateClass(object: ApiObject, scope: Scope): void {
  const { controller = '', parameters } = specOf(object);
  const { errors } = scope;
  const path = at('spec', 'controller');
  if (controller.length > 250) errors.tooLong(path, 250);
  if (controller === '') errors.required(path);
  else {
    const [domain = '', ...rest] = controller.split('/');
    if (rest.join('/') === '' || domain === '') {
      errors.invalid(path, controller, 'must be a domain-prefixed path (such as "acme.io/foo")');
    } else errors.invalidEach(path, domain, dnsSubdomainProblems(domain));
  }
  if (parameters) validateParameters(parameters, at('spec', 'parameters'), scope);
}

const scopes = ['Cluster', 'Namespace'];

function validateParameters(
  { apiGroup, kind = '', name = '', scope: reach = '', namespace }: Parameters,
  path: FieldPath,
  { errors }: Scope,
): void {
  if (apiGroup !== undefined) errors.invalidEach(path.child('apiGroup'), apiGroup, dnsSubdomainProblems(apiGroup));
  for (const [field, text] of Object.entries({ kind, name })) {
    if (text === '') errors.required(path.child(field));
    else errors.invalidEach(path.child(field), text, pathSegmentProblems(text));
  }
  if (!scopes.includes(reach)) errors.notSupported(path.child('scope'), reach, scopes);
  else if (reach === 'Cluster' && namespace !== undefined) {
    errors.forbidden(path.child('namespace'), "`parameters.scope` is set to 'Cluster'");
  } else if (reach === 'Namespace' && namespace === undefined) {
    errors.required(path.child('namespace'), "`parameters.scope` is set to 'Namespace'");
  } else if (namespace !== undefined) {
    errors.invalidEach(path.child('namespace'), namespace, dnsLabelProblems(namespace));
  }
}
