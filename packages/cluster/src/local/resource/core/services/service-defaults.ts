import type { ApiObject } from '../../../object/api-object.ts';
import { isExternal, type ServiceSpec } from './service-spec.ts';

/** SetDefaults_Service in pkg/apis/core/v1/defaults.go@1.36. */
export function withServiceDefaults(object: ApiObject): ApiObject {
  const { sessionAffinityConfig, ...given } = (object.spec ?? {}) as ServiceSpec;
  const spec: ServiceSpec = {
    ...given,
    ...(given.ports && {
      ports: given.ports.map((port) => ({
        ...port,
        protocol: port.protocol || 'TCP',
        targetPort: port.targetPort || (port.port ?? 0),
      })),
    }),
    type: given.type || 'ClusterIP',
    sessionAffinity: given.sessionAffinity || 'None',
  };
  const byClient = spec.sessionAffinity === 'ClientIP';
  const config =
    sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined
      ? { clientIP: { timeoutSeconds: 10800 } }
      : sessionAffinityConfig;
  const isPlain = ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type ?? '');
  const external = isExternal(spec) && !spec.externalTrafficPolicy;
  return {
    ...object,
    spec: {
      ...spec,
      ...(byClient
        ? { sessionAffinityConfig: config }
        : spec.sessionAffinity !== 'None' && sessionAffinityConfig && { sessionAffinityConfig }),
      ...(external && { externalTrafficPolicy: 'Cluster' }),
      ...(spec.internalTrafficPolicy === undefined && isPlain && { internalTrafficPolicy: 'Cluster' }),
      ...(spec.type === 'LoadBalancer' && {
        allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true,
      }),
    },
  };
}
