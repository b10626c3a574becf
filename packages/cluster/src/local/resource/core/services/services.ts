import { dnsSubdomainProblems, type FieldPath, isIpAddress, type Scope, validateIp } from '@outrigger/pod';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import { declare, partOfObject } from '../../declare.ts';
import type { Resource } from '../../resource.ts';
import { at, collectErrors } from '../../rules/collect-errors.ts';
import { keepField, statusRules } from '../../rules/spec-and-status.ts';
import { allocate } from './allocate.ts';
import { withServiceDefaults } from './service-defaults.ts';
import { isExternal, isServiceName, needsHealthCheck, type ServiceSpec } from './service-spec.ts';
import { validateService } from './validate-service.ts';
import { validateServiceChange } from './validate-service-change.ts';

/** Services. Sources: pkg/registry/core/service, pkg/apis/core/{v1/defaults.go,validation}@1.36. */
export const services: Resource = declare({
  plural: 'services',
  kind: 'Service',
  shortNames: ['svc'],
  categories: ['all'],
  rules: {
    isCreatedByUpdate: true,
    setDefaults: withServiceDefaults,
    prepareForCreate: (object, context) => ({ ...allocate(object, context), status: { loadBalancer: {} } }),
    prepareForUpdate: (object, old, context) =>
      keepField(allocate(withoutUnused(withOldAddress(object, old), old), context), old, 'status'),
    validateName: isServiceName,
    validate: (object, context) => collectErrors((scope) => validateService(object, undefined, context, scope)),
    validateUpdate: (object, old, context) =>
      collectErrors((scope) => {
        validateServiceChange(object, old, scope);
        validateService(object, old, context, scope);
      }),
    selectableFields: (object) => {
      const { clusterIP = '', type = '' } = (object.spec ?? {}) as ServiceSpec;
      return { 'spec.clusterIP': clusterIP, 'spec.type': type };
    },
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object) => collectErrors((scope) => validateServiceStatus(object, scope)) }),
    ),
    proxy: { of: 'other', kind: 'ServiceProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
  },
});

/** Only what has a load balancer is reached by one (ValidateServiceStatusUpdate@1.36). */
function validateServiceStatus({ spec, status }: ApiObject, scope: Scope): void {
  const { loadBalancer } = (status ?? {}) as { readonly loadBalancer?: { readonly ingress?: readonly Entrance[] } };
  const entrances = loadBalancer?.ingress ?? [];
  const path = at('status', 'loadBalancer', 'ingress');
  if (entrances.length > 0 && ((spec ?? {}) as ServiceSpec).type !== 'LoadBalancer') {
    scope.errors.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'");
    return;
  }
  for (const [index, entrance] of entrances.entries()) validateEntrance(entrance, path.index(index), scope);
}

interface Entrance {
  readonly ip?: string;
  readonly ipMode?: string;
  readonly hostname?: string;
}

/** ValidateLoadBalancerStatus@1.36. */
function validateEntrance({ ip = '', ipMode, hostname = '' }: Entrance, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  if (ip !== '') validateIp(ip, path.child('ip'), scope);
  const modes = ['Proxy', 'VIP'];
  if (ipMode === undefined) {
    if (ip !== '') errors.required(path.child('ipMode'), 'must be specified when `ip` is set');
  } else if (ip === '') errors.forbidden(path.child('ipMode'), 'may not be specified when `ip` is not set');
  else if (!modes.includes(ipMode)) errors.notSupported(path.child('ipMode'), ipMode, modes);
  if (hostname === '') return;
  errors.invalidEach(path.child('hostname'), hostname, dnsSubdomainProblems(hostname));
  if (isIpAddress(hostname)) {
    errors.invalid(path.child('hostname'), hostname, 'must be a DNS name, not an IP address');
  }
}

/** Who writes a service without its address means the one that it has (patchAllocatedValues in pkg/registry/core/service@1.36). */
function withOldAddress(object: ApiObject, old: ApiObject): ApiObject {
  const spec = (object.spec ?? {}) as ServiceSpec;
  const before = (old.spec ?? {}) as ServiceSpec;
  if (spec.type === 'ExternalName' || before.type === 'ExternalName' || spec.clusterIP === 'None') return object;
  const clusterIP = spec.clusterIP || before.clusterIP;
  const [, ...otherIPs] = spec.clusterIPs ?? [];
  // Who changes only one of the two fields means both (normalizeClusterIPs@1.36).
  const isBehind = clusterIP !== before.clusterIP && isSame(spec.clusterIPs, before.clusterIPs);
  const clusterIPs = spec.clusterIPs?.length
    ? isBehind && clusterIP !== undefined
      ? [clusterIP, ...otherIPs]
      : spec.clusterIPs
    : clusterIP === before.clusterIP
      ? before.clusterIPs
      : undefined;
  const hasPorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const ports = spec.ports?.map((port) => {
    const known = before.ports?.find((one) => one.port === port.port && isSame(one.protocol, port.protocol));
    return hasPorts && !port.nodePort && known?.nodePort ? { ...port, nodePort: known.nodePort } : port;
  });
  return {
    ...object,
    spec: {
      ...spec,
      ...(clusterIP !== undefined && { clusterIP }),
      ...(clusterIPs && { clusterIPs }),
      ...(ports && { ports }),
      ...(!spec.ipFamilies && before.ipFamilies && { ipFamilies: before.ipFamilies }),
      ...(!spec.ipFamilyPolicy && before.ipFamilyPolicy && { ipFamilyPolicy: before.ipFamilyPolicy }),
      ...(!spec.healthCheckNodePort &&
        before.healthCheckNodePort && { healthCheckNodePort: before.healthCheckNodePort }),
    },
  };
}

/** What only the former type of a service needed goes, unless it was changed as well (dropTypeDependentFields@1.36). */
function withoutUnused(object: ApiObject, old: ApiObject): ApiObject {
  const spec = (object.spec ?? {}) as ServiceSpec;
  const before = (old.spec ?? {}) as ServiceSpec;
  const needsPorts = ({ type }: ServiceSpec) => type === 'NodePort' || type === 'LoadBalancer';
  const becameExternal = before.type !== 'ExternalName' && spec.type === 'ExternalName';
  const noLoadBalancer = before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer';
  const unused: readonly (keyof ServiceSpec)[] = [
    ...(becameExternal ? (['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const) : []),
    ...(noLoadBalancer ? (['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) : []),
    ...(needsHealthCheck(before) && !needsHealthCheck(spec) ? (['healthCheckNodePort'] as const) : []),
    ...(isExternal(before) && !isExternal(spec) ? (['externalTrafficPolicy'] as const) : []),
  ];
  const kept = Object.entries(spec).filter(([field, value]) => {
    return !unused.includes(field as keyof ServiceSpec) || !isSame(value, before[field as keyof ServiceSpec]);
  });
  const ports = (all: ServiceSpec) => (all.ports ?? []).map(({ nodePort = 0 }) => nodePort);
  const givesPortsBack = needsPorts(before) && !needsPorts(spec) && isSame(ports(spec), ports(before));
  const plain = spec.ports?.map(({ nodePort: _, ...port }) => port);
  return { ...object, spec: { ...Object.fromEntries(kept), ...(givesPortsBack && plain && { ports: plain }) } };
}
