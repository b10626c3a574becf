import { goQuote } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { declare, partOfObject } from '../../resource/declare.ts';
import type { Resource } from '../../resource/resource.ts';
import { eachSchema } from '../schema/each-schema.ts';
import { isKnownFormat } from '../schema/formats.ts';
import { CLEANUP, type Definition, type DefinitionSpec, withCondition } from './definition.ts';
import { validateDefinition } from './validate-definition.ts';

/** CustomResourceDefinitions (apiextensions-apiserver pkg/registry/customresourcedefinition/strategy.go@1.36). */
export const customResourceDefinitions: Resource = declare({
  group: 'apiextensions.k8s.io',
  plural: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  isNamespaced: false,
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  rules: {
    setDefaults,
    prepareForCreate(object) {
      const { status: _, ...rest } = object as Definition;
      const metadata = { ...rest.metadata, generation: 1 };
      return {
        ...rest,
        metadata,
        status: { acceptedNames: { plural: '', kind: '' }, ...storedVersions(rest.spec, []) },
      };
    },
    prepareForUpdate(object, old) {
      const { spec, metadata } = object as Definition;
      const before = old as Definition;
      const counted = (old.metadata?.generation ?? 0) + (isSame(spec, before.spec) ? 0 : 1);
      const status = { ...before.status, ...storedVersions(spec, before.status.storedVersions ?? []) };
      return { ...object, metadata: { ...metadata, generation: counted }, status };
    },
    validate: (object) => validateDefinition(object as Definition),
    validateUpdate: (object, old) => validateDefinition(object as Definition, old as Definition),
    warnings(object, old) {
      const before = new Set(old === undefined ? [] : unknownFormats(old as Definition));
      return unknownFormats(object as Definition)
        .filter((format) => !before.has(format))
        .map((format) => `unrecognized format ${goQuote(format)}`);
    },
    beginDelete(object, { now }) {
      const { status, metadata = {} } = object as Definition;
      const finalizers = metadata.finalizers ?? [];
      const condition = {
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionPending',
        message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
      } as const;
      const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
      return {
        ...object,
        metadata: { ...metadata, finalizers: finalizers.includes(CLEANUP) ? finalizers : [...finalizers, CLEANUP] },
        status: { ...status, conditions: withCondition(status.conditions, condition, time) },
      };
    },
  },
  subresources: {
    status: partOfObject({
      resetFields: ['spec'],
      prepareForUpdate: (object, old) => ({ ...object, spec: old.spec }),
    }),
  },
});

/** apiextensions/v1 SetDefaults_CustomResourceDefinition@1.36. */
function setDefaults(object: ApiObject): ApiObject {
  const { spec, status } = object as Definition;
  const { names, conversion } = spec ?? {};
  const { kind = '' } = names ?? {};
  const named = {
    ...names,
    singular: names?.singular || kind.toLowerCase(),
    ...(kind !== '' && { listKind: names?.listKind || `${kind}List` }),
  };
  const stored = status?.storedVersions?.length ? {} : storedVersions(spec, []);
  return {
    ...object,
    spec: { ...spec, names: named, conversion: withPort(conversion) ?? { strategy: 'None' } },
    status: { ...status, ...stored },
  };
}

function withPort(conversion: DefinitionSpec['conversion']): DefinitionSpec['conversion'] {
  const client = conversion?.webhook?.clientConfig as { readonly service?: { readonly port?: number } } | undefined;
  if (client?.service === undefined || client.service.port !== undefined) return conversion;
  return {
    ...conversion,
    webhook: { ...conversion?.webhook, clientConfig: { ...client, service: { ...client.service, port: 443 } } },
  };
}

/** Versions in which objects may be kept: the one that is, too. */
function storedVersions(
  spec: DefinitionSpec | undefined,
  before: readonly string[],
): { readonly storedVersions: readonly string[] } {
  const kept = spec?.versions?.find(({ storage }) => storage)?.name;
  return { storedVersions: kept === undefined || before.includes(kept) ? before : [...before, kept] };
}

/** Formats that nobody checks (GetUnrecognizedFormats@1.36). */
function unknownFormats({ spec }: Definition): readonly string[] {
  const found: string[] = [];
  // A schema that all versions share is one.
  const schemas = spec.versions.map(({ schema }) => schema?.openAPIV3Schema);
  const isShared = schemas.every((schema) => isSame(schema, schemas[0]));
  for (const schema of isShared ? schemas.slice(0, 1) : schemas) {
    if (schema === undefined) continue;
    eachSchema(schema, ({ format = '', type = '' }) => {
      if (format !== '' && !isKnownFormat(format, type)) found.push(format);
    });
  }
  return found;
}
