import { qualifiedNameProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
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
        const { errors } = scope;
        if (!isSame(object.parameters, old.parameters))
          errors.forbidden(at('parameters'), 'updates to parameters are forbidden.');
        if (object.provisioner !== old.provisioner)
          errors.forbidden(at('provisioner'), 'updates to provisioner are forbidden.');
        if (object.reclaimPolicy !== old.reclaimPolicy)
          errors.forbidden(at('reclaimPolicy'), 'updates to reclaimPolicy are forbidden.');
        validateImmutable(object.volumeBindingMode, old.volumeBindingMode, at('volumeBindingMode'), scope);
      }),
  },
});

function validateClass(object: ApiObject, { errors }: Scope): void {
  const provisioner = String(object.provisioner ?? '');
  if (provisioner === '') errors.required(at('provisioner'));
  else
    errors.invalidEach(at('provisioner'), provisioner, qualifiedNameProblems(provisioner.toLowerCase(), SERVER.minor));
  const policy = String(object.reclaimPolicy ?? '');
  if (!['Delete', 'Retain'].includes(policy)) errors.notSupported(at('reclaimPolicy'), policy, ['Delete', 'Retain']);
  const mode = String(object.volumeBindingMode ?? '');
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  if (!modes.includes(mode)) errors.notSupported(at('volumeBindingMode'), mode, modes);
}
