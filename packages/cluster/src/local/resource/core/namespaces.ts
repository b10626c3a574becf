import { dnsLabelProblems, type FieldPath, qualifiedNameProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import type { Verb } from '../../request/request-info.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors, SERVER } from '../rules/collect-errors.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';

const verbs: readonly Verb[] = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** Namespaces (pkg/registry/core/namespace, ValidateNamespace in pkg/apis/core/validation@1.36). */
export const namespaces: Resource = declare({
  plural: 'namespaces',
  kind: 'Namespace',
  isNamespaced: false,
  shortNames: ['ns'],
  verbs,
  rules: {
    setDefaults: withNameLabel,
    prepareForCreate(object) {
      const named = withNameLabel(object);
      const finalizers = finalizersOf(named);
      const kept = finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'];
      return {
        ...named,
        spec: { ...(named.spec as object | undefined), finalizers: kept },
        status: { phase: 'Active' },
      };
    },
    // Finalizers go by their own subresource, the phase by the server's hand.
    prepareForUpdate: (object, old) => keepField(keepField(withNameLabel(object), old, 'spec'), old, 'status'),
    validateName: (name, isPrefix) => dnsLabelProblems(isPrefix ? name.replace(/-$/, 'a') : name),
    validate: (object) => collectErrors((scope) => validateFinalizers(object, () => at('spec', 'finalizers'), scope)),
    beginDelete: (object) => ({
      ...object,
      status: { ...(object.status as object | undefined), phase: 'Terminating' },
    }),
    mayEnd: (object) => finalizersOf(object).length === 0,
    selectableFields: (object) => ({
      'status.phase': String((object.status as { readonly phase?: string } | undefined)?.phase ?? ''),
    }),
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object) => collectErrors((scope) => validatePhase(object, scope)) }),
    ),
    finalize: partOfObject(
      {
        prepareForUpdate: (object, old) => keepField(object, old, 'status'),
        validateUpdate: (object) =>
          collectErrors((scope) => validateFinalizers(object, (index) => at('spec', 'finalizers', index), scope)),
      },
      ['update'],
    ),
  },
});

/** Selectors find a namespace by its name. */
function withNameLabel(object: ApiObject): ApiObject {
  const { name } = object.metadata ?? {};
  if (!name) return object;
  const labels = { ...object.metadata?.labels, 'kubernetes.io/metadata.name': name };
  return { ...object, metadata: { ...object.metadata, labels } };
}

/** What a namespace waits for before it goes; objects have others in their metadata. */
function finalizersOf(object: ApiObject): readonly string[] {
  return ((object.spec ?? {}) as { readonly finalizers?: readonly string[] }).finalizers ?? [];
}

/** Only who changes them is told which one is bad (ValidateNamespace, ValidateNamespaceFinalizeUpdate@1.36). */
function validateFinalizers(object: ApiObject, pathOf: (index: number) => FieldPath, { errors }: Scope): void {
  for (const [index, finalizer] of finalizersOf(object).entries()) {
    const path = pathOf(index);
    errors.invalidEach(path, finalizer, qualifiedNameProblems(finalizer, SERVER.minor));
    if (!finalizer.includes('/') && !['kubernetes', 'orphan', 'foregroundDeletion'].includes(finalizer)) {
      errors.invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
    }
  }
}

function validatePhase(object: ApiObject, { errors }: Scope): void {
  const { phase = '' } = (object.status ?? {}) as { readonly phase?: string };
  const isGoing = object.metadata?.deletionTimestamp !== undefined;
  const expected = isGoing ? 'Terminating' : 'Active';
  if (phase === expected) return;
  const when = isGoing ? 'is not empty' : 'is empty';
  const detail = `may only be '${expected}' if \`deletionTimestamp\` ${when}`;
  errors.ofNamedTexts().invalid(at('status', 'Phase'), phase, detail);
}
