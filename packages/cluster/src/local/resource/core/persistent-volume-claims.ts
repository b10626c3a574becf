import { type Draft, type Scope, validateClaimSpec } from '@outrigger/pod';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { goValue } from '../rules/go-value.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';
import { unifiedDiff } from '../rules/unified-diff.ts';

type Spec = NonNullable<Draft<IPersistentVolumeClaim>['spec']>;

/** PersistentVolumeClaims (ValidatePersistentVolumeClaim in pkg/apis/core/validation@1.36). */
export const persistentVolumeClaims: Resource = declare({
  plural: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  shortNames: ['pvc'],
  rules: {
    setDefaults: withClaimDefaults,
    prepareForCreate: (object) => ({ ...withKnownSource(object), status: { phase: 'Pending' } }),
    prepareForUpdate: (object, old) => keepField(object, old, 'status'),
    validate: (object) => collectErrors((scope) => validateClaimSpec(specOf(object), at('spec'), scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateClaimSpec(specOf(object), at('spec'), scope);
        validateChange(specOf(object), specOf(old), scope);
      }),
  },
  subresources: { status: partOfObject(statusRules()) },
});

/** A claim's defaults, also of one in a template. */
export function withClaimDefaults(claim: ApiObject): ApiObject {
  const { phase = 'Pending', ...status } = (claim.status ?? {}) as { readonly phase?: string };
  return {
    ...claim,
    spec: { ...specOf(claim), volumeMode: specOf(claim).volumeMode ?? 'Filesystem' },
    status: { ...status, phase },
  };
}

/** What the older field may not name is passed over (enforceDataSourceBackwardsCompatibility in pkg/api/persistentvolumeclaim@1.36). */
function withKnownSource(object: ApiObject): ApiObject {
  const { dataSource, ...spec } = specOf(object);
  const { kind = '', apiGroup = '' } = dataSource ?? {};
  const known = ['/PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot'];
  return !dataSource || spec.dataSourceRef || known.includes(`${apiGroup}/${kind}`) ? object : { ...object, spec };
}

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

/** Only what is asked for may grow, once the claim is bound. */
function validateChange(spec: Spec, old: Spec, { errors }: Scope): void {
  const isBound = (old.volumeName ?? '') !== '';
  const munged: Spec = {
    ...spec,
    ...(!isBound && { volumeName: spec.volumeName ?? '' }),
    ...(isBound &&
      old.resources && {
        resources: {
          ...spec.resources,
          requests: { ...spec.resources?.requests, storage: old.resources.requests?.storage ?? '0' },
        },
      }),
    ...(old.volumeAttributesClassName !== undefined && { volumeAttributesClassName: old.volumeAttributesClassName }),
  };
  const before = isBound ? old : { ...old, volumeName: spec.volumeName ?? '' };
  if (isSame(munged, before)) return;
  const difference = unifiedDiff(
    goValue(before, 'PersistentVolumeClaimSpec'),
    goValue(munged, 'PersistentVolumeClaimSpec'),
  );
  errors.forbidden(
    at('spec'),
    `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${difference}`,
  );
}
