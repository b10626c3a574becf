import type { Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';

/** Leases (ValidateLeaseSpec in pkg/apis/coordination/validation@1.36). */
export const leases: Resource = declare({
  group: 'coordination.k8s.io',
  plural: 'leases',
  kind: 'Lease',
  rules: {
    setDefaults: (object) => ({ ...object, spec: object.spec ?? {} }),
    prepareForCreate: withoutGated,
    prepareForUpdate: withoutGated,
    isCreatedByUpdate: true,
    validate: (object) => collectErrors((scope) => validateSpec(object, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateSpec(object, scope)),
  },
});

interface LeaseSpec {
  readonly leaseDurationSeconds?: number;
  readonly leaseTransitions?: number;
}

function validateSpec(object: ApiObject, { errors }: Scope): void {
  const { leaseDurationSeconds, leaseTransitions } = (object.spec ?? {}) as LeaseSpec;
  const path = at('spec');
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    errors.invalid(path.child('leaseDurationSeconds'), leaseDurationSeconds, 'must be greater than 0');
  }
  if (leaseTransitions !== undefined && leaseTransitions < 0) {
    errors.invalid(path.child('leaseTransitions'), leaseTransitions, 'must be greater than or equal to 0');
  }
}

/** Who shall hold a lease next is not said yet: CoordinatedLeaderElection is off. */
function withoutGated(object: ApiObject): ApiObject {
  const { strategy: _, preferredHolder: __, ...spec } = (object.spec ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, spec };
}
