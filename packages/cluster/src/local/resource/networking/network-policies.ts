import {
  type Draft,
  type FieldPath,
  portNameProblems,
  portNumberProblems,
  type Scope,
  validateLabelSelector,
} from '@outrigger/pod';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { isStrictlyWithin, validateCidr } from '../rules/cidr.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { firstGeneration, nextGeneration } from '../rules/spec-and-status.ts';

type Spec = NonNullable<Draft<INetworkPolicy>['spec']>;
type Rule = NonNullable<Spec['ingress']>[number];
type Block = NonNullable<NonNullable<Rule['from']>[number]['ipBlock']>;

/** NetworkPolicies (pkg/apis/networking/{v1/defaults.go,validation}@1.36). */
export const networkPolicies: Resource = declare({
  group: 'networking.k8s.io',
  plural: 'networkpolicies',
  kind: 'NetworkPolicy',
  shortNames: ['netpol'],
  rules: {
    setDefaults: (object) => ({ ...object, spec: withDefaults(specOf(object)) }),
    prepareForCreate: (object) => withoutStatus(firstGeneration(object)),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
  },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function withoutStatus({ status: _, ...others }: ApiObject): ApiObject {
  return others;
}

function withDefaults(spec: Spec): Spec {
  const withProtocols = <R extends { readonly ports?: Rule['ports'] }>(rule: R): R =>
    rule.ports ? { ...rule, ports: rule.ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' })) } : rule;
  const policyTypes = spec.policyTypes?.length
    ? spec.policyTypes
    : ['Ingress', ...(spec.egress?.length ? ['Egress'] : [])];
  return {
    ...spec,
    podSelector: spec.podSelector ?? {},
    ...(spec.ingress && { ingress: spec.ingress.map(withProtocols) }),
    ...(spec.egress && { egress: spec.egress.map(withProtocols) }),
    policyTypes,
  };
}

function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  validateLabelSelector(spec.podSelector, path.child('podSelector'), scope);
  for (const [index, rule] of (spec.ingress ?? []).entries()) {
    validateRule({ ports: rule.ports, peers: rule.from }, 'from', at('spec', 'ingress', index), scope);
  }
  for (const [index, rule] of (spec.egress ?? []).entries()) {
    validateRule({ ports: rule.ports, peers: rule.to }, 'to', at('spec', 'egress', index), scope);
  }
  const allowed = ['Ingress', 'Egress'];
  const { policyTypes = [] } = spec;
  if (policyTypes.length > 2) {
    errors.invalid(path.child('policyTypes'), policyTypes, 'may not specify more than two policyTypes');
    return;
  }
  for (const [index, type] of policyTypes.entries()) {
    if (!allowed.includes(type)) errors.notSupported(path.child('policyTypes').index(index), type, allowed);
  }
}

function validateRule(
  { ports = [], peers = [] }: { readonly ports: Rule['ports']; readonly peers: Rule['from'] },
  side: 'from' | 'to',
  path: FieldPath,
  scope: Scope,
): void {
  const { errors } = scope;
  for (const [index, { port, endPort, protocol }] of ports.entries()) {
    const portPath = path.child('ports').index(index);
    if (protocol !== undefined && !['SCTP', 'TCP', 'UDP'].includes(protocol)) {
      errors.notSupported(portPath.child('protocol'), protocol, ['TCP', 'UDP', 'SCTP']);
    }
    const endPath = portPath.child('endPort');
    if (typeof port === 'number') {
      errors.invalidEach(portPath.child('port'), port, portNumberProblems(port));
      if (endPort !== undefined) {
        // Upstream shows the other one.
        if (endPort < port) errors.invalid(endPath, port, 'must be greater than or equal to `port`');
        errors.invalidEach(endPath, endPort, portNumberProblems(endPort));
      }
    } else {
      const why = port === undefined ? 'not specified' : 'non-numeric';
      if (endPort !== undefined) errors.invalid(endPath, endPort, `may not be specified when \`port\` is ${why}`);
      if (port !== undefined) errors.invalidEach(portPath.child('port'), port, portNameProblems(port));
    }
  }
  for (const [index, peer] of peers.entries()) {
    const peerPath = path.child(side).index(index);
    const { podSelector, namespaceSelector, ipBlock } = peer;
    validateLabelSelector(podSelector, peerPath.child('podSelector'), scope);
    validateLabelSelector(namespaceSelector, peerPath.child('namespaceSelector'), scope);
    if (ipBlock) validateBlock(ipBlock, peerPath.child('ipBlock'), scope);
    if (!podSelector && !namespaceSelector && !ipBlock) errors.required(peerPath, 'must specify a peer');
    else if (ipBlock && (podSelector || namespaceSelector)) {
      errors.forbidden(peerPath, 'may not specify both ipBlock and another peer');
    }
  }
}

/** ValidateIPBlock@1.36. */
function validateBlock({ cidr = '', except = [] }: Block, path: FieldPath, scope: Scope): void {
  if (cidr === '') {
    scope.errors.required(path.child('cidr'));
    return;
  }
  if (!validateCidr(cidr, path.child('cidr'), scope)) return;
  for (const [index, part] of except.entries()) {
    const partPath = path.child('except').index(index);
    if (validateCidr(part, partPath, scope) && !isStrictlyWithin(part, cidr)) {
      scope.errors.invalid(partPath, part, 'must be a strict subset of `cidr`');
    }
  }
}
