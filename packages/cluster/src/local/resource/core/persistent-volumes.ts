import {
  canonicalQuantity,
  type Draft,
  dnsSubdomainProblems,
  type FieldPath,
  readQuantity,
  type Scope,
  validateNodeSelector,
} from '@outrigger/pod';
import type { IPersistentVolume } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import { goValue } from '../rules/go-value.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';
import { unifiedDiff } from '../rules/unified-diff.ts';
import { validateVolumePlace } from './validate-volume-place.ts';

type Spec = NonNullable<Draft<IPersistentVolume>['spec']>;

/** PersistentVolumes (ValidatePersistentVolume in pkg/apis/core/validation@1.36). */
export const persistentVolumes: Resource = declare({
  plural: 'persistentvolumes',
  kind: 'PersistentVolume',
  isNamespaced: false,
  shortNames: ['pv'],
  rules: {
    setDefaults: withDefaults,
    prepareForCreate: (object, { now }) => ({
      ...object,
      status: { phase: 'Pending', lastPhaseTransitionTime: now.toISOString().replace(/\.\d+Z$/, 'Z') },
    }),
    prepareForUpdate: (object, old) => keepField(object, old, 'status'),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), scope);
        const [now, before] = [sourceOf(specOf(object)), sourceOf(specOf(old))];
        if (!isSame(now, before)) {
          const shown = (source: unknown) => goValue(source, 'PersistentVolumeSource');
          const difference = unifiedDiff(shown(before), shown(now));
          scope.errors.forbidden(
            at('spec', 'persistentvolumesource'),
            `spec.persistentvolumesource is immutable after creation\n${difference}`,
          );
        }
        validateImmutable(specOf(object).volumeMode, specOf(old).volumeMode, at('volumeMode'), scope);
      }),
  },
  subresources: { status: partOfObject(statusRules()) },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function withDefaults(object: ApiObject): ApiObject {
  const spec = specOf(object);
  const { hostPath } = spec;
  return {
    ...object,
    spec: {
      ...spec,
      ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
      persistentVolumeReclaimPolicy: spec.persistentVolumeReclaimPolicy || 'Retain',
      volumeMode: spec.volumeMode ?? 'Filesystem',
    },
  };
}

const PLAIN = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
];

/** All that says where the volume is. */
function sourceOf(spec: Spec): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !PLAIN.includes(field)));
}

const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const policies = ['Delete', 'Recycle', 'Retain'];

function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy: policy = '' } = spec;
  if (accessModes.length === 0) errors.required(path.child('accessModes'));
  for (const mode of accessModes)
    if (!modes.includes(mode)) errors.notSupported(path.child('accessModes'), mode, modes);
  if (accessModes.includes('ReadWriteOncePod') && accessModes.length > 1) {
    errors.forbidden(path.child('accessModes'), 'may not use ReadWriteOncePod with other access modes');
  }
  const names = Object.keys(capacity);
  if (names.length === 0) errors.required(path.child('capacity'));
  if (capacity.storage === undefined || names.length > 1) {
    // The value is a map of amounts, of which upstream shows all.
    errors.notSupported(path.child('capacity'), (spec.capacity ?? null) as unknown as string, ['storage']);
  }
  for (const [name, amount = 0] of Object.entries(capacity)) {
    if (readQuantity(amount).nanos > 0n) continue;
    errors.invalid(path.child('capacity').key(name), canonicalQuantity(amount), 'must be greater than zero');
  }
  if (!policies.includes(policy)) errors.notSupported(path.child('persistentVolumeReclaimPolicy'), policy, policies);
  if (spec.nodeAffinity) validateAffinity(spec.nodeAffinity, path.child('nodeAffinity'), scope);
  const sources = Object.keys(sourceOf(spec));
  for (const source of sources.slice(1))
    errors.forbidden(path.child(source), 'may not specify more than 1 volume type');
  validateVolumePlace(spec, path, scope);
  if (sources.length === 0) errors.required(path, 'must specify a volume type');
  if (spec.hostPath?.path === '/' && policy === 'Recycle') {
    errors.forbidden(path.child('persistentVolumeReclaimPolicy'), "may not be 'recycle' for a hostPath mount of '/'");
  }
  const { storageClassName = '', volumeMode = 'Filesystem' } = spec;
  if (storageClassName !== '') {
    errors.invalidEach(path.child('storageClassName'), storageClassName, dnsSubdomainProblems(storageClassName));
  }
  const kinds = ['Block', 'Filesystem'];
  if (!kinds.includes(volumeMode)) errors.notSupported(path.child('volumeMode'), volumeMode, kinds);
}

type Affinity = NonNullable<Spec['nodeAffinity']>;

function validateAffinity({ required }: Affinity, path: FieldPath, scope: Scope): void {
  if (required) validateNodeSelector(required, path.child('required'), { ...scope, checkValues: true });
  else scope.errors.required(path.child('required'), 'must specify required node constraints');
}
