import { portNumberProblems, qualifiedNameProblems, type Scope } from '@outrigger/pod';
import { validateCidr } from '../../rules/cidr.ts';
import { at, SERVER } from '../../rules/collect-errors.ts';
import { isExternal, needsHealthCheck, type ServiceSpec } from './service-spec.ts';

/** What only a load balancer has (validateService in pkg/apis/core/validation@1.36). */
export function validateLoadBalancer(spec: ServiceSpec, scope: Scope): void {
  const { errors } = scope;
  const isBalanced = spec.type === 'LoadBalancer';
  const detail = "may only be used when `type` is 'LoadBalancer'";
  if (spec.loadBalancerSourceRanges?.length && !isBalanced)
    errors.forbidden(at('spec', 'LoadBalancerSourceRanges'), detail);
  for (const [index, range] of (spec.loadBalancerSourceRanges ?? []).entries()) {
    validateCidr(range.trim(), at('spec', 'LoadBalancerSourceRanges', index), scope);
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isBalanced) {
    errors.forbidden(at('spec', 'allocateLoadBalancerNodePorts'), detail);
  }
  if (spec.loadBalancerClass !== undefined) {
    const path = at('spec', 'loadBalancerClass');
    if (isBalanced)
      errors.invalidEach(path, spec.loadBalancerClass, qualifiedNameProblems(spec.loadBalancerClass, SERVER.minor));
    else errors.forbidden(path, detail);
  }
}

/** Whom traffic from outside and from within goes to. */
export function validateTraffic(spec: ServiceSpec, { errors }: Scope): void {
  const { externalTrafficPolicy: external = '', internalTrafficPolicy: internal, trafficDistribution } = spec;
  const policies = ['Cluster', 'Local'];
  const path = at('spec', 'externalTrafficPolicy');
  if (!isExternal(spec)) {
    if (external !== '')
      errors.ofNamedTexts().invalid(path, external, 'may only be set for externally-accessible services');
  } else if (external === '') errors.required(path);
  else if (!policies.includes(external)) errors.notSupported(path, external, policies);
  const checkPath = at('spec', 'healthCheckNodePort');
  const { healthCheckNodePort: check = 0 } = spec;
  if (needsHealthCheck(spec)) errors.invalidEach(checkPath, check, portNumberProblems(check));
  else if (check !== 0) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.invalid(checkPath, check, detail);
  }
  if (internal !== undefined && !policies.includes(internal)) {
    errors.notSupported(at('spec', 'internalTrafficPolicy'), internal, policies);
  }
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (trafficDistribution !== undefined && !distributions.includes(trafficDistribution)) {
    errors.notSupported(at('spec', 'trafficDistribution'), trafficDistribution, distributions);
  }
}
