import type { Draft } from '@outrigger/pod';
import type {
  IIngress,
  IIngressClass,
  IIPAddress,
  INetworkPolicy,
  IServiceCIDR,
} from 'kubernetes-models/networking.k8s.io/v1';
import { AGE, NAME, text } from '../column.ts';
import { ageOf } from '../print.ts';
import { printSelector } from '../print-selector.ts';
import { type Printer, printer } from '../printer.ts';

// pkg/printers/internalversion/printers.go@1.36.

/** Ingresses. */
export const ingresses: Printer = printer<IIngress>(
  [
    NAME,
    text('Class', 'The name of the IngressClass resource that should be used for additional configuration'),
    text('Hosts', 'Hosts that incoming requests are matched against before the ingress rule'),
    text('Address', 'Address is a list containing ingress points for the load-balancer'),
    text('Ports', 'Ports of TLS configurations that open'),
    AGE,
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    const addresses = (status?.loadBalancer?.ingress ?? [])
      .map(({ ip, hostname }) => ip || hostname || '')
      .filter(Boolean);
    return [
      metadata?.name ?? '',
      spec?.ingressClassName ?? '<none>',
      printHosts(spec?.rules),
      [...new Set(addresses)].sort().join(','),
      spec?.tls?.length ? '80, 443' : '80',
      ageOf(object, now),
    ];
  },
);

/** IngressClasses. */
export const ingressClasses: Printer = printer<IIngressClass>(
  [
    NAME,
    text('Controller', 'Controller that is responsible for handling this class'),
    text('Parameters', 'A reference to a resource with additional parameters'),
    AGE,
  ],
  (object, now) => {
    const { metadata, spec } = object;
    const isDefault = metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
    const { apiGroup, kind, name } = spec?.parameters ?? {};
    return [
      `${metadata?.name ?? ''}${isDefault ? ' (default)' : ''}`,
      spec?.controller ?? '',
      spec?.parameters === undefined ? '<none>' : `${kind}${apiGroup === undefined ? '' : `.${apiGroup}`}/${name}`,
      ageOf(object, now),
    ];
  },
);

/** NetworkPolicies. */
export const networkPolicies: Printer = printer<INetworkPolicy>(
  [
    NAME,
    text(
      'Pod-Selector',
      "podSelector selects the pods to which this NetworkPolicy object applies. The array of rules is applied to any pods selected by this field. An empty selector matches all pods in the policy's namespace. Multiple network policies can select the same set of pods. In this case, the ingress rules for each are combined additively. This field is optional. If it is not specified, it defaults to an empty selector.",
    ),
    AGE,
  ],
  (object, now) => [object.metadata?.name ?? '', printSelector(object.spec?.podSelector ?? {}), ageOf(object, now)],
);

/** ServiceCIDRs. */
export const serviceCidrs: Printer = printer<IServiceCIDR>(
  [
    NAME,
    text(
      'CIDRs',
      'CIDRs defines the IP blocks in CIDR notation (e.g. "192.168.0.0/24" or "2001:db8::/64") from which to assign service cluster IPs. Max of two CIDRs is allowed, one of each IP family. This field is immutable.',
    ),
    AGE,
  ],
  (object, now) => [object.metadata?.name ?? '', (object.spec?.cidrs ?? []).join(','), ageOf(object, now)],
);

/** IPAddresses; upstream's rows have an age without a column for it. */
export const ipAddresses: Printer = printer<IIPAddress>(
  [
    NAME,
    text(
      'ParentRef',
      'ParentRef references the resource that an IPAddress is attached to. An IPAddress must reference a parent object.',
    ),
  ],
  (object, now) => {
    const { group, resource, namespace, name } = object.spec?.parentRef ?? {};
    const kind = (group ? `${resource}.${group}` : (resource ?? '')).toLowerCase();
    const parent = `${kind}${namespace ? `/${namespace}` : ''}/${name}`;
    return [object.metadata?.name ?? '', object.spec?.parentRef === undefined ? '<none>' : parent, ageOf(object, now)];
  },
);

/** Three rules are looked at; rules without a host take a place too. */
function printHosts(rules: NonNullable<Draft<IIngress>['spec']>['rules'] = []): string {
  const hosts: string[] = [];
  let isMore = false;
  for (const { host } of rules) {
    if (hosts.length === 3) isMore = true;
    if (!isMore && host) hosts.push(host);
  }
  if (hosts.length === 0) return '*';
  return isMore ? `${hosts.join(',')} + ${rules.length - 3} more...` : hosts.join(',');
}
