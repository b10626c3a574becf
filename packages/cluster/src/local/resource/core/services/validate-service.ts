import {
  dnsLabelProblems,
  dnsSubdomainProblems,
  type FieldPath,
  portNumberProblems,
  qualifiedNameProblems,
  type Scope,
  validateIp,
  validateLabels,
  validatePortNumberOrName,
} from '@outrigger/pod';
import type { ApiObject } from '../../../object/api-object.ts';
import type { WriteContext } from '../../resource.ts';
import { at, SERVER } from '../../rules/collect-errors.ts';
import { validateEndpointAddress } from '../../rules/special-address.ts';
import { addressesOf, PORTS, takenPorts } from './allocate.ts';
import type { ServiceSpec } from './service-spec.ts';
import { validateLoadBalancer, validateTraffic } from './validate-traffic.ts';

type Port = NonNullable<ServiceSpec['ports']>[number];

/** validateService in pkg/apis/core/validation@1.36; addresses and ports that cannot be had come last, as upstream asks for them then. */
export function validateService(
  object: ApiObject,
  old: ApiObject | undefined,
  context: WriteContext,
  scope: Scope,
): void {
  const spec = (object.spec ?? {}) as ServiceSpec;
  const { errors } = scope;
  const path = at('spec');
  const isHeadless = addressesOf(spec)[0] === 'None';
  const { ports = [] } = spec;
  if (ports.length === 0 && !isHeadless && spec.type !== 'ExternalName') errors.required(path.child('ports'));
  validateType(spec, isHeadless, scope);
  const names = new Set<string>();
  for (const [index, port] of ports.entries())
    validatePort(port, { needsName: ports.length > 1, names }, at('spec', 'ports', index), scope);
  validateLabels(spec.selector, path.child('selector'), scope);
  validateAffinity(spec, scope);
  validateAddresses(spec, scope);
  for (const [index, ip] of (spec.externalIPs ?? []).entries()) {
    const before = errors.list.length;
    validateIp(ip, at('spec', 'externalIPs', index), scope);
    if (errors.list.length === before) validateEndpointAddress(ip, at('spec', 'externalIPs', index), scope);
  }
  const { type = '' } = spec;
  if (!types.includes(type)) errors.notSupported(path.child('type'), type, types);
  validatePortNumbers(spec, scope);
  validateLoadBalancer(spec, scope);
  validateTraffic(spec, scope);
  if (errors.list.length === 0) validateAllocated(object, old, context, scope);
}

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const protocols = ['SCTP', 'TCP', 'UDP'];

function validateType(spec: ServiceSpec, isHeadless: boolean, { errors }: Scope): void {
  const path = at('spec');
  if (isHeadless && (spec.type === 'LoadBalancer' || spec.type === 'NodePort')) {
    errors.invalid(at('spec', 'clusterIPs', 0), 'None', `may not be set to 'None' for ${spec.type} services`);
  }
  if (spec.type !== 'ExternalName') return;
  const detail = 'may not be set for ExternalName services';
  if (addressesOf(spec).length > 0) errors.forbidden(path.child('clusterIPs'), detail);
  if (spec.ipFamilies?.length) errors.forbidden(path.child('ipFamilies'), detail);
  if (spec.ipFamilyPolicy !== undefined) errors.forbidden(path.child('ipFamilyPolicy'), detail);
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') errors.required(path.child('externalName'));
  else errors.invalidEach(path.child('externalName'), name, dnsSubdomainProblems(name));
}

function validatePort(
  port: Port,
  { needsName, names }: { readonly needsName: boolean; readonly names: Set<string> },
  path: FieldPath,
  { errors }: Scope,
): void {
  const { name = '', port: number = 0, protocol = '', targetPort, appProtocol } = port;
  if (needsName && name === '') errors.required(path.child('name'));
  else if (name !== '') {
    errors.invalidEach(path.child('name'), name, dnsLabelProblems(name));
    if (names.has(name)) errors.duplicate(path.child('name'), name);
    names.add(name);
  }
  errors.invalidEach(path.child('port'), number, portNumberProblems(number));
  if (protocol === '') errors.required(path.child('protocol'));
  else if (!protocols.includes(protocol)) errors.notSupported(path.child('protocol'), protocol, protocols);
  validatePortNumberOrName(targetPort, path.child('targetPort'), errors);
  if (appProtocol !== undefined) {
    errors.invalidEach(path.child('appProtocol'), appProtocol, qualifiedNameProblems(appProtocol, SERVER.minor));
  }
}

function validateAffinity(spec: ServiceSpec, { errors }: Scope): void {
  const { sessionAffinity = '', sessionAffinityConfig: config } = spec;
  const path = at('spec', 'sessionAffinityConfig');
  if (sessionAffinity !== 'ClientIP' && sessionAffinity !== 'None') {
    errors.notSupported(at('spec', 'sessionAffinity'), sessionAffinity, ['ClientIP', 'None']);
  } else if (sessionAffinity === 'None') {
    if (config) errors.forbidden(path, 'must not be set when session affinity is None');
  } else {
    const seconds = config?.clientIP?.timeoutSeconds;
    const secondsPath = path.child('clientIP').child('timeoutSeconds');
    if (seconds === undefined) errors.required(secondsPath, 'when session affinity is ClientIP');
    else if (seconds <= 0 || seconds > 86400) {
      errors.invalid(secondsPath, seconds, 'must be greater than 0 and less than 86400');
    }
  }
}

const families = ['IPv4', 'IPv6'];
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** ValidateServiceClusterIPsRelatedFields@1.36. */
function validateAddresses(spec: ServiceSpec, scope: Scope): void {
  const { errors } = scope;
  if (spec.type === 'ExternalName') return;
  const addresses = addressesOf(spec);
  const path = at('spec', 'clusterIPs');
  if (!spec.clusterIP && spec.clusterIPs?.length) {
    errors.invalid(path, spec.clusterIPs, 'must be empty when `clusterIP` is not specified');
  } else if (spec.clusterIPs?.length && spec.clusterIP !== spec.clusterIPs[0]) {
    errors.invalid(path, spec.clusterIPs, 'first value must match `clusterIP`');
  }
  for (const [index, family] of (spec.ipFamilies ?? []).entries()) {
    const familyPath = at('spec', 'ipFamilies', index);
    if (!families.includes(family)) errors.notSupported(familyPath, family, families);
    if ((spec.ipFamilies ?? []).indexOf(family) < index) errors.ofNamedTexts().duplicate(familyPath, family);
  }
  const { ipFamilyPolicy: policy } = spec;
  if (policy !== undefined && !familyPolicies.includes(policy)) {
    errors.notSupported(at('spec', 'ipFamilyPolicy'), policy, familyPolicies);
  }
  if (addresses.length > 2) errors.tooMany(path, addresses.length, 2);
  for (const [index, address] of addresses.entries()) {
    if (address === 'None') {
      if (index > 0) errors.invalid(path.index(index), address, "must be empty, 'None', or a valid IP address");
    } else validateIp(address, path.index(index), scope);
  }
}

function validatePortNumbers({ ports = [], type }: ServiceSpec, { errors }: Scope): void {
  if (type === 'ClusterIP') {
    for (const [index, { nodePort = 0 }] of ports.entries()) {
      if (nodePort !== 0)
        errors.forbidden(at('spec', 'ports', index, 'nodePort'), "may not be used when `type` is 'ClusterIP'");
    }
  }
  const seen = new Set<string>();
  for (const [index, { nodePort = 0, protocol }] of ports.entries()) {
    if (nodePort !== 0 && seen.has(`${protocol}/${nodePort}`))
      errors.duplicate(at('spec', 'ports', index, 'nodePort'), nodePort);
    seen.add(`${protocol}/${nodePort}`);
  }
  const known = new Set<string>();
  for (const [index, { port = 0, protocol = '' }] of ports.entries()) {
    const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    if (known.has(`${protocol}/${port}`)) errors.duplicate(at('spec', 'ports', index), shown);
    known.add(`${protocol}/${port}`);
  }
}

/** What somebody else has, or nobody can have (pkg/registry/core/service/storage/alloc.go@1.36). */
function validateAllocated(
  object: ApiObject,
  old: ApiObject | undefined,
  { list }: WriteContext,
  { errors }: Scope,
): void {
  const spec = (object.spec ?? {}) as ServiceSpec;
  const isOpen = addressesOf(spec)[0] === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  if (spec.ipFamilyPolicy === 'RequireDualStack' && !isOpen) {
    const detail = 'this cluster is not configured for dual-stack services';
    errors.ofNamedTexts().invalid(at('spec', 'ipFamilyPolicy'), spec.ipFamilyPolicy, detail);
  }
  const before = (old?.spec ?? {}) as ServiceSpec;
  if (spec.ipFamilies?.[0] === 'IPv6' && !isOpen && spec.type !== 'ExternalName') {
    errors.ofNamedTexts().invalid(at('spec', 'ipFamilies').index(0), 'IPv6', 'not configured on this cluster');
  }
  const others = list('services').filter((other) => other.metadata?.uid !== object.metadata?.uid);
  const taken = new Set(others.flatMap((other) => addressesOf((other.spec ?? {}) as ServiceSpec)));
  const addresses = addressesOf(spec);
  for (const address of addresses) {
    if (address === 'None' || addressesOf(before).includes(address) || spec.type === 'ExternalName') continue;
    const isOurs = /^10\.96\./.test(address);
    if (isOurs && !taken.has(address)) continue;
    const detail = isOurs
      ? 'provided IP is already allocated'
      : 'the provided network does not match the current range';
    errors.invalid(at('spec', 'clusterIPs'), addresses, `failed to allocate IP ${address}: ${detail}`);
  }
  const ports = takenPorts(others);
  for (const [index, { nodePort = 0 }] of (spec.ports ?? []).entries()) {
    const path = at('spec', 'ports', index, 'nodePort');
    if (nodePort === 0) continue;
    if (nodePort < PORTS.first || nodePort > PORTS.last) {
      const detail = `provided port is not in the valid range. The range of valid ports is ${PORTS.first}-${PORTS.last}`;
      errors.invalid(path, nodePort, detail);
    } else if (ports.has(nodePort)) errors.invalid(path, nodePort, 'provided port is already allocated');
  }
}
