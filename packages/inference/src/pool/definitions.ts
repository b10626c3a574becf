import type { Kind } from './kinds/kind.ts';
import type { Schema } from './kinds/schema.ts';

/** A CustomResourceDefinition. */
export interface Definition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: object;
}

/** What makes an API server know the kinds: one definition for each, for the groups of these names. */
export function definitionsOf(kinds: readonly Kind[]): readonly Definition[] {
  return kinds.map(definitionOf);
}

function definitionOf(one: Kind): Definition {
  const { group, version, kind, plural, singular, shortNames, columns } = one;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // Groups of *.k8s.io are approved upstream; a server asks where (apiextensions api_approval.go).
      annotations: /(^|\.)(k8s|kubernetes)\.io$/.test(group) ? { 'api-approved.kubernetes.io': APPROVED } : {},
    },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular,
        ...(shortNames.length > 0 && { shortNames }),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [
            ...columns,
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
          schema: { openAPIV3Schema: rootOf(one) },
        },
      ],
    },
  };
}

/** Of InferencePool v1; the groups of experiments need none (gateway-api-inference-extension config/crd). */
const APPROVED = 'https://github.com/kubernetes-sigs/gateway-api-inference-extension/pull/1173';

function rootOf({ description, spec, status }: Kind): object {
  return {
    type: 'object',
    description,
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: printed(spec),
      status: printed(status),
    },
  };
}

/** A schema as a definition has it: rules in CEL, without our own way to ask them. */
function printed({ rules, properties, items, additionalProperties, ...rest }: Schema): object {
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, printed(schema)])),
    }),
    ...(items && { items: printed(items) }),
    ...(additionalProperties && { additionalProperties: printed(additionalProperties) }),
    ...(rules && { 'x-kubernetes-validations': rules.map(({ rule, message }) => ({ rule, message })) }),
  };
}
