import type { ApiObject } from '../object/api-object.ts';
import type { Verb } from '../request/request-info.ts';
import { scaleSubresource } from '../resource/autoscaling/scale.ts';
import { partOfObject } from '../resource/declare.ts';
import type { Resource, Subresource } from '../resource/resource.ts';
import { customRules, customStatusRules, withDefaults } from './custom-rules.ts';
import type { DefinedVersion, Definition } from './definition/definition.ts';
import type { JsonSchema } from './schema/json-schema.ts';
import { pruned } from './schema/pruned.ts';
import { customType } from './schema/value-type-of.ts';

/** A custom resource in one of its versions, as its definition has it. */
export function customResource(definition: Definition, version: DefinedVersion): Resource {
  const { group, scope, versions } = definition.spec;
  const names = definition.status.acceptedNames ?? definition.spec.names;
  const schema = version.schema?.openAPIV3Schema ?? {};
  const keepsUnknown = definition.spec.preserveUnknownFields === true;
  const kept = versions.find(({ storage }) => storage)?.schema?.openAPIV3Schema ?? {};
  const { status, scale } = version.subresources ?? {};
  const subresources: Record<string, Subresource> = {
    ...(status && { status: partOfObject(customStatusRules(version)) }),
    ...(scale && { scale: scaleSubresource }),
  };
  return {
    group,
    version: version.name,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    kind: names.kind,
    ...(names.listKind && { listKind: names.listKind }),
    isNamespaced: scope === 'Namespaced',
    ...(names.shortNames && { shortNames: names.shortNames }),
    ...(names.categories && { categories: names.categories }),
    verbs: VERBS,
    bucket: `${names.plural}.${group}`,
    ...(version.deprecated && { deprecation: version.deprecationWarning ?? defaultWarning(definition, version.name) }),
    conversion: {
      isOfKept: version.storage === true,
      toStored: (object) => (version.storage || keepsUnknown ? object : withoutUnknown(object, kept)),
      // Defaults that have come since an object was written are there, too, when it is read: those of the version that is kept.
      fromStored(object) {
        const whole = withDefaults(object, kept);
        return version.storage || keepsUnknown ? whole : withoutUnknown(whole, schema);
      },
    },
    rules: customRules(definition, version),
    custom: {
      type: customType(schema),
      prune(object) {
        if (keepsUnknown) return { object, unknown: [] };
        const { value, unknown } = pruned(object, schema, true);
        return { object: value as ApiObject, unknown };
      },
    },
    columns: version.additionalPrinterColumns ?? [],
    ...(version.schema?.openAPIV3Schema && {
      openApi: version.schema.openAPIV3Schema as Readonly<Record<string, unknown>>,
    }),
    ...(scale && { scale }),
    subresources,
  };
}

/** In the order of pkg/apiserver/customresource_discovery_controller.go@1.36. */
const VERBS: readonly Verb[] = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

function withoutUnknown(object: ApiObject, schema: JsonSchema): ApiObject {
  return pruned(object, schema, true).value as ApiObject;
}

/** What is said where nobody has said it: which version to use instead (defaultDeprecationWarning in pkg/apiserver/customresource_handler.go@1.36). */
function defaultWarning({ spec }: Definition, deprecated: string): string {
  const { group, names, versions } = spec;
  const said = `${group}/${deprecated} ${names.kind} is deprecated`;
  const better = versions.find((one) => one.served && !one.deprecated && comparesHigher(one.name, deprecated));
  return better === undefined ? said : `${said}; use ${group}/${better.name} ${names.kind}`;
}

/** Versions as Kubernetes orders them: v2, v1, v1beta2, v1alpha1, others (apimachinery pkg/version CompareKubeAwareVersionStrings@1.36). */
function comparesHigher(one: string, other: string): boolean {
  const [a, b] = [rankOf(one), rankOf(other)];
  const at = a.findIndex((part, place) => part !== b[place]);
  return at < 0 ? one < other : (a[at] ?? 0) > (b[at] ?? 0);
}

function rankOf(version: string): readonly number[] {
  const match = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version);
  if (match === null) return [0, 0, 0, 0];
  const stage = match[2] === undefined ? 3 : match[2] === 'beta' ? 2 : 1;
  return [1, stage, Number(match[1]), Number(match[3] ?? 0)];
}
