import { dnsLabelProblems, dnsSubdomainProblems, portNumberProblems, type Scope, validateIp } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, below, collectErrors } from '../rules/collect-errors.ts';
import { validateEndpointAddress } from '../rules/special-address.ts';

/** Endpoints, as services were resolved before EndpointSlices (ValidateEndpoints in pkg/apis/core/validation@1.36). */
export const endpoints: Resource = declare({
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  plural: 'endpoints',
  singular: 'endpoints',
  kind: 'Endpoints',
  shortNames: ['ep'],
  rules: {
    setDefaults: (object) => ({
      ...object,
      ...(object.subsets !== undefined && { subsets: subsetsOf(object).map(withProtocols) }),
    }),
    isCreatedByUpdate: true,
    validate: (object) => collectErrors((scope) => validateSubsets(object, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateSubsets(object, scope)),
  },
});

interface Address {
  readonly ip?: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: { readonly kind?: string };
}

interface Subset {
  readonly addresses?: readonly Address[];
  readonly notReadyAddresses?: readonly Address[];
  readonly ports?: readonly { readonly name?: string; readonly port?: number; readonly protocol?: string }[];
}

function subsetsOf(object: ApiObject): readonly Subset[] {
  return (object.subsets ?? []) as readonly Subset[];
}

function withProtocols(subset: Subset): Subset {
  if (!subset.ports) return subset;
  return { ...subset, ports: subset.ports.map((port) => ({ ...port, protocol: port.protocol || 'TCP' })) };
}

function validateSubsets(object: ApiObject, scope: Scope): void {
  const { errors } = scope;
  for (const [index, subset] of subsetsOf(object).entries()) {
    const path = at('subsets', index);
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.required(path, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const list of ['addresses', 'notReadyAddresses'] as const) {
      for (const [at_, { ip = '', hostname = '', nodeName, targetRef }] of (subset[list] ?? []).entries()) {
        const addressPath = below(path, list, at_);
        validateIp(ip, addressPath.child('ip'), scope);
        if (hostname !== '') errors.invalidEach(addressPath.child('hostname'), hostname, dnsLabelProblems(hostname));
        if (nodeName !== undefined) {
          errors.invalidEach(addressPath.child('nodeName'), nodeName, dnsSubdomainProblems(nodeName));
        }
        // Upstream asks again, in other words. Here pods may be processes, each with an address of its own on the loopback interface.
        if (!(targetRef?.kind === 'Pod' && /^127\./.test(ip))) {
          validateEndpointAddress(ip, addressPath.child('ip'), scope);
        }
      }
    }
    for (const [at_, { name = '', port = 0, protocol = '' }] of ports.entries()) {
      const portPath = below(path, 'ports', at_);
      if (ports.length > 1 && name === '') errors.required(portPath.child('name'));
      else if (name !== '') errors.invalidEach(portPath.child('name'), name, dnsLabelProblems(name));
      errors.invalidEach(portPath.child('port'), port, portNumberProblems(port));
      if (!['SCTP', 'TCP', 'UDP'].includes(protocol)) {
        errors.notSupported(portPath.child('protocol'), protocol, ['SCTP', 'TCP', 'UDP']);
      }
    }
  }
}
