import { dnsLabelProblems, type Scope, validateIp } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** EndpointSlices (pkg/apis/discovery/{v1/defaults.go,validation}@1.36). */
export const endpointSlices: Resource = declare({
  group: 'discovery.k8s.io',
  plural: 'endpointslices',
  kind: 'EndpointSlice',
  rules: {
    setDefaults: (object) => ({
      ...object,
      endpoints: object.endpoints ?? null,
      ports:
        object.ports === undefined || object.ports === null
          ? null
          : portsOf(object).map((port) => ({ name: '', protocol: 'TCP', ...port })),
    }),
    prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    prepareForUpdate(object, old) {
      const isChanged =
        !isSame(content(object), content(old)) || !isSame(object.metadata?.labels, old.metadata?.labels);
      const generation = (old.metadata?.generation ?? 0) + (isChanged ? 1 : 0);
      return { ...object, metadata: { ...object.metadata, generation } };
    },
    validate: (object) => collectErrors((scope) => validateSlice(object, scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateSlice(object, scope);
        validateImmutable(object.addressType, old.addressType, at('addressType'), scope);
      }),
  },
});

interface Port {
  readonly name?: string;
  readonly protocol?: string;
}

interface Endpoint {
  readonly addresses?: readonly string[];
  readonly hostname?: string;
}

function portsOf(object: ApiObject): readonly Port[] {
  return (object.ports ?? []) as readonly Port[];
}

function content({ metadata: _, ...others }: ApiObject): unknown {
  return others;
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

function validateSlice(object: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const type = String(object.addressType ?? '');
  const endpoints = (object.endpoints ?? []) as readonly Endpoint[];
  if (type === '') errors.required(at('addressType'));
  else if (!addressTypes.includes(type)) errors.notSupported(at('addressType'), type, addressTypes);
  validatePorts(object, scope);
  if (endpoints.length > 1000) errors.tooMany(at('endpoints'), endpoints.length, 1000);
  for (const [index, { addresses = [], hostname }] of endpoints.entries()) {
    const path = at('endpoints', index);
    if (addresses.length === 0) errors.required(path.child('addresses'), 'must contain at least 1 address');
    if (addresses.length > 100) errors.tooMany(path.child('addresses'), addresses.length, 100);
    for (const [place, address] of addresses.entries()) {
      if (type === 'IPv4' || type === 'IPv6') validateIp(address, path.child('addresses').index(place), scope);
    }
    if (hostname !== undefined) errors.invalidEach(path.child('hostname'), hostname, dnsLabelProblems(hostname));
  }
}

function validatePorts(object: ApiObject, { errors }: Scope): void {
  const seen = new Set<string>();
  for (const [index, { name = '', protocol = '' }] of portsOf(object).entries()) {
    const path = at('ports', index);
    if (name !== '') errors.invalidEach(path.child('name'), name, dnsLabelProblems(name));
    if (seen.has(name)) errors.duplicate(path.child('name'), name);
    seen.add(name);
    if (protocol === '') errors.required(path.child('protocol'));
    else if (!['SCTP', 'TCP', 'UDP'].includes(protocol)) {
      errors.notSupported(path.child('protocol'), protocol, ['SCTP', 'TCP', 'UDP']);
    }
  }
}
