import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What the network of a node, of Services and of endpoints leads to. */
export const NETWORK: readonly CausalRule[] = [
  {
    id: 'network-down/sandbox',
    title: 'a node whose network is not ready makes no sandboxes',
    cause: {
      reasons: ['NetworkNotReady', 'NodeNotReady', 'UnregisterNetDevice', 'CIDRNotAvailable'],
      saysNot: /taint/,
    },
    effect: {
      reasons: ['FailedCreatePodSandBox', 'NetworkNotReady'],
      saysNot: /runtime handler|sandbox image|pause image/,
    },
    join: ['node'],
    windowMs: 5 * MINUTE,
    lateMs: 60_000,
    use: 'root',
    source:
      'kubernetes pkg/kubelet/kubelet.go@1.36 (network is not ready), containerd internal/cri/server/sandbox_run.go',
  },
  {
    id: 'node-turns/sandbox',
    title:
      'a kubelet that starts on a machine that has stopped makes all sandboxes anew; a node that only stays away does not',
    cause: { reasons: ['Starting'], kinds: ['Node'], says: /kubelet/ },
    effect: { reasons: ['SandboxChanged'] },
    join: ['node'],
    windowMs: 2 * MINUTE,
    lateMs: 30_000,
    atTurns: true,
    use: 'root',
    source: 'kubernetes pkg/kubelet/kuberuntime/util/util.go@1.36 PodSandboxChanged, pkg/kubelet/kubelet.go BirthCry',
  },
  {
    id: 'sandbox/changed',
    title: 'a sandbox that could not be made is made anew',
    cause: { reasons: ['FailedCreatePodSandBox'] },
    effect: { reasons: ['SandboxChanged'] },
    join: ['pod'],
    windowMs: 10 * MINUTE,
    lateMs: 10_000,
    use: 'root',
    source: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go@1.36',
  },
  {
    id: 'network-down/node',
    title: 'a network plug-in that is not ready makes the node not ready',
    cause: { reasons: ['NetworkNotReady'] },
    effect: { reasons: ['NodeNotReady'], kinds: ['Node'] },
    join: ['node'],
    windowMs: 10 * MINUTE,
    lateMs: 60_000,
    use: 'root',
    source: 'kubernetes pkg/kubelet/nodestatus/setters.go@1.36',
  },
  {
    id: 'addresses/node',
    title: 'a node without addresses cannot run pods',
    cause: { reasons: ['CIDRNotAvailable', 'CIDRAssignmentFailed'] },
    effect: { reasons: ['NodeNotReady', 'FailedCreatePodSandBox'] },
    join: ['node'],
    windowMs: 30 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/nodeipam/ipam/range_allocator.go@1.36',
  },
  {
    id: 'addresses/services',
    title: 'a range of Service addresses that is used up fails new Services',
    cause: { reasons: ['ServiceCIDRFull'] },
    effect: { reasons: ['ClusterIPNotAllocated', 'ClusterIPAlreadyAllocated', 'SyncLoadBalancerFailed'] },
    join: ['cluster'],
    windowMs: 30 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/registry/core/service/ipallocator@1.36',
  },
  {
    id: 'readiness/service',
    title: 'a Service whose pods are not ready has nobody to send to',
    cause: { reasons: ['Unhealthy'], says: /^Readiness/ },
    effect: {
      reasons: [
        'UnAvailableLoadBalancer',
        'FailedToUpdateEndpointSlices',
        'FailedToUpdateEndpoint',
        'HealthCheckFailed',
      ],
    },
    join: ['service'],
    windowMs: 5 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/endpointslice@1.36',
  },
  {
    id: 'certificate/ingress',
    title: 'a certificate that is not issued breaks TLS at the Ingress',
    cause: {
      reasons: ['IssuerNotReady', 'IssuerNotFound', 'OrderFailed', 'PresentError', 'ErrInitIssuer', 'InvalidOrder'],
    },
    effect: { reasons: ['SecretNotFound', 'SecretMissing', 'Rejected', 'CertificateExpired'] },
    join: ['owner'],
    windowMs: 60 * MINUTE,
    use: 'root',
    source: 'cert-manager pkg/controller',
  },
];
