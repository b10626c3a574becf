import { type FieldPath, qualifiedNameProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors, SERVER } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** StorageClasses (pkg/apis/storage/{v1/defaults.go,validation}@1.36). */
export const storageClasses: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'storageclasses',
  kind: 'StorageClass',
  isNamespaced: false,
  shortNames: ['sc'],
  rules: {
    setDefaults: (object) => ({
      ...object,
      reclaimPolicy: object.reclaimPolicy ?? 'Delete',
      volumeBindingMode: object.volumeBindingMode ?? 'Immediate',
    }),
    validate: (object) => collectErrors((scope) => validateClass(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateClass(object, scope);
        for (const field of ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']) {
          validateImmutable(object[field], old[field], at(field), scope);
        }
      }),
  },
});

function validateClass(object: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const provisioner = String(object.provisioner ?? '');
  if (provisioner === '') errors.required(at('provisioner'));
  else
    errors.invalidEach(
      at('provisioner'),
      provisioner.toLowerCase(),
      qualifiedNameProblems(provisioner.toLowerCase(), SERVER.minor),
    );
  for (const key of Object.keys(object.parameters ?? {})) {
    if (key === '') errors.invalid(at('parameters'), key, 'field can not be empty.');
  }
  const policy = String(object.reclaimPolicy ?? '');
  if (!['Delete', 'Retain'].includes(policy)) errors.notSupported(at('reclaimPolicy'), policy, ['Delete', 'Retain']);
  const mode = String(object.volumeBindingMode ?? '');
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  if (!modes.includes(mode)) errors.notSupported(at('volumeBindingMode'), mode, modes);
  for (const [index, term] of ((object.allowedTopologies ?? []) as readonly Term[]).entries()) {
    validateTerm(term, at('allowedTopologies', index), scope);
  }
}

interface Term {
  readonly matchLabelExpressions?: readonly { readonly key?: string; readonly values?: readonly string[] }[];
}

/** ValidateTopologySelectorTerm in pkg/apis/core/validation@1.36. */
function validateTerm({ matchLabelExpressions = [] }: Term, path: FieldPath, { errors }: Scope): void {
  const keys = new Set<string>();
  for (const [index, { key = '', values = [] }] of matchLabelExpressions.entries()) {
    const expression = path.child('matchLabelExpressions').index(index);
    if (values.length === 0) errors.required(expression.child('values'));
    for (const [place, value] of values.entries()) {
      if (values.indexOf(value) < place) errors.duplicate(expression.child('values').index(place), value);
    }
    errors.invalidEach(expression.child('key'), key, qualifiedNameProblems(key, SERVER.minor));
    if (keys.has(key)) errors.duplicate(expression.child('key'), key);
    keys.add(key);
  }
}
