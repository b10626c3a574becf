import { deployment, node, thing, workload } from './cast.ts';
import { type Scene, say } from './scene.ts';

const NORMAL = { type: 'Normal' } as const;
const SETS = { from: 'replicaset-controller' };
const SCHEDULER = { from: 'default-scheduler' };
const AUTOSCALER = { from: 'horizontal-pod-autoscaler' };
const NO_HELP = 'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';

/** A pod that finds no place, for a reason that the scheduler gives. */
const PENDING: readonly Scene[] = [
  ['3 Insufficient nvidia.com/gpu'],
  ['1 Insufficient cpu, 2 Insufficient memory'],
  ['3 Too many pods'],
  ["3 node(s) didn't match Pod's node affinity/selector"],
  ["1 node(s) didn't match pod affinity rules, 2 node(s) didn't match pod anti-affinity rules"],
  ["3 node(s) didn't match pod topology spread constraints (missing required label)"],
  ["3 node(s) didn't have free ports for the requested pod ports"],
  ['3 node(s) had untolerated taint(s)'],
  ['3 node(s) had untolerated taint {dedicated: gpu}'],
  ['3 node(s) exceed max volume count'],
  ['3 cannot allocate all claims'],
].map(([why = '']) => ({
  what: `a pod finds no place: ${why}`,
  objects: [
    ...['n1', 'n2', 'n3'].map((name) => node(name, { taint: 'dedicated' })),
    ...deployment('ml/train', { node: undefined }),
  ],
  said: [
    say(
      0,
      'Pod ml/train#0',
      'FailedScheduling',
      `0/3 nodes are available: ${why}. no new claims to deallocate, ${NO_HELP}`,
      SCHEDULER,
    ),
  ],
  isWholeCluster: true as const,
  causes: [{ root: 'Deployment ml/train' }],
}));

/** What workloads, quotas, policies, autoscalers and Services suffer. */
export const WORKLOADS: readonly Scene[] = [
  ...PENDING,
  {
    what: 'a pod takes the place of others',
    objects: [...deployment('shop/vip', { uid: VIP() }), ...deployment('shop/low', { pods: 2 })],
    said: [
      say(
        0,
        'Pod shop/vip#0',
        'FailedScheduling',
        '0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
        SCHEDULER,
      ),
      say(1, 'Pod shop/low#0', 'Preempted', `Preempted by pod ${VIP()} on node n1`, { ...NORMAL, ...SCHEDULER }),
      say(1, 'Pod shop/low#0', 'Killing', 'Stopping container app', NORMAL),
      say(
        2,
        'Pod shop/low#1',
        'FailedScheduling',
        `0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate, ${NO_HELP}`,
        SCHEDULER,
      ),
    ],
    causes: [{ root: 'Deployment shop/vip', affected: ['Deployment shop/low'] }],
  },
  {
    what: 'a quota leaves nothing for a StatefulSet',
    objects: [...workload('StatefulSet', 'shop/db', { pods: 0 })],
    said: [
      say(
        0,
        'StatefulSet shop/db',
        'FailedCreate',
        'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: exceeded quota: compute, requested: limits.memory=8Gi, used: limits.memory=60Gi, limited: limits.memory=64Gi',
        { from: 'statefulset-controller', times: 12, every: 10 },
      ),
    ],
    causes: [{ root: 'StatefulSet shop/db' }],
  },
  {
    what: 'a quota leaves nothing for a Job',
    objects: [...workload('Job', 'etl/load', { pods: 0 })],
    said: [
      say(
        0,
        'Job etl/load',
        'FailedCreate',
        'Error creating: pods "load-x2k4l" is forbidden: exceeded quota: objects, requested: pods=1, used: pods=50, limited: pods=50',
        { from: 'job-controller', times: 7, every: 20 },
      ),
    ],
    causes: [{ root: 'Job etl/load' }],
  },
  {
    what: 'a policy refuses a pod',
    objects: [...deployment('shop/web', { pods: 0 })],
    said: [
      say(
        0,
        'ReplicaSet shop/web-7d9f8c5b64',
        'FailedCreate',
        'Error creating: admission webhook "validation.gatekeeper.sh" denied the request: [require-labels] you must provide labels: {"team"}',
        { ...SETS, times: 9, every: 10 },
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'the security standard of a namespace refuses a pod',
    objects: [...workload('DaemonSet', 'infra/agent', { pods: 0 })],
    said: [
      say(
        0,
        'DaemonSet infra/agent',
        'FailedCreate',
        'Error creating: pods "agent-x2k4l" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "agent" must set securityContext.allowPrivilegeEscalation=false)',
        { from: 'daemonset-controller', times: 9, every: 10 },
      ),
    ],
    causes: [{ root: 'DaemonSet infra/agent' }],
  },
  {
    what: 'a service account is missing',
    objects: [...deployment('shop/web', { pods: 0 })],
    said: [
      say(
        0,
        'ReplicaSet shop/web-7d9f8c5b64',
        'FailedCreate',
        'Error creating: pods "web-7d9f8c5b64-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
        { ...SETS, times: 9, every: 10 },
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'the server of metrics crashes and autoscalers are blind',
    objects: [
      ...deployment('kube-system/metrics-server'),
      thing('HorizontalPodAutoscaler', 'shop/web', { scaleTargetRef: { kind: 'Deployment', name: 'web' } }),
      ...deployment('shop/web'),
    ],
    said: [
      say(
        0,
        'Pod kube-system/metrics-server#0',
        'BackOff',
        'Back-off restarting failed container metrics-server in pod {metrics-server#0}_kube-system(0)',
        { times: 9 },
      ),
      say(
        15,
        'HorizontalPodAutoscaler shop/web',
        'FailedGetResourceMetric',
        'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)',
        { ...AUTOSCALER, times: 8, every: 15 },
      ),
      say(
        15,
        'HorizontalPodAutoscaler shop/web',
        'FailedComputeMetricsReplicas',
        'invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics',
        { ...AUTOSCALER, times: 8, every: 15 },
      ),
    ],
    causes: [{ root: 'Deployment kube-system/metrics-server', affected: ['HorizontalPodAutoscaler shop/web'] }],
  },
  {
    what: 'an autoscaler names nothing that can be scaled',
    objects: [thing('HorizontalPodAutoscaler', 'shop/web', { scaleTargetRef: { kind: 'Deployment', name: 'gone' } })],
    said: [
      say(0, 'HorizontalPodAutoscaler shop/web', 'FailedGetScale', 'deployments/scale.apps "gone" not found', {
        ...AUTOSCALER,
        times: 9,
        every: 15,
      }),
    ],
    causes: [{ root: 'HorizontalPodAutoscaler shop/web', affected: [] }],
  },
  {
    what: 'a load balancer cannot be had',
    objects: [thing('Service', 'shop/web')],
    said: [
      say(
        0,
        'Service shop/web',
        'SyncLoadBalancerFailed',
        'Error syncing load balancer: failed to ensure load balancer: TooManyLoadBalancers: Exceeded quota of account',
        { from: 'service-controller', times: 6, every: 20 },
      ),
    ],
    causes: [{ root: 'Service shop/web' }],
  },
  {
    what: 'the network plug-in of a node fails for all who come',
    objects: [node('n1'), ...['shop/a', 'pay/b', 'web/c'].flatMap((name) => deployment(name, { ready: false }))],
    said: ['shop/a', 'pay/b', 'web/c'].map((name, index) =>
      say(
        index * 7,
        `Pod ${name}#0`,
        'FailedCreatePodSandBox',
        `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${'ab'.repeat(32)}": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized`,
        { times: 8, every: 14 },
      ),
    ),
    causes: [{ root: 'Node n1', affected: ['Deployment shop/a', 'Deployment pay/b', 'Deployment web/c'] }],
  },
  {
    what: 'a node has no addresses left for one more pod',
    objects: [node('n1'), ...deployment('shop/web', { ready: false })],
    said: [
      say(
        0,
        'Pod shop/web#0',
        'FailedCreatePodSandBox',
        `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${'cd'.repeat(32)}": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container`,
        { times: 8, every: 14 },
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a runtime class names a handler that the node lacks',
    objects: [node('n1'), ...deployment('shop/web', { ready: false })],
    said: [
      say(
        0,
        'Pod shop/web#0',
        'FailedCreatePodSandBox',
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "gvisor" is configured',
        { times: 8, every: 14 },
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a certificate is not issued because its issuer is not ready',
    objects: [
      thing('Certificate', 'shop/tls'),
      owned('CertificateRequest', 'shop/tls-1', 'Certificate', 'tls'),
      owned('Order', 'shop/tls-1-77', 'CertificateRequest', 'tls-1'),
    ],
    said: [
      say(0, 'Certificate shop/tls', 'Issuing', 'Issuing certificate as Secret does not exist', {
        ...NORMAL,
        from: 'cert-manager-certificates-trigger',
      }),
      say(
        3,
        'Order shop/tls-1-77',
        'OrderFailed',
        'Failed to create Order: 429 urn:ietf:params:acme:error:rateLimited: too many certificates already issued',
        { from: 'cert-manager-orders', times: 3, every: 60 },
      ),
      say(
        5,
        'CertificateRequest shop/tls-1',
        'OrderFailed',
        'Failed to wait for order resource "tls-1-77" to become ready: order is in "errored" state',
        { from: 'cert-manager-certificaterequests-issuer-acme' },
      ),
    ],
    causes: [{ root: 'Certificate shop/tls' }],
  },
  {
    what: 'a deployment does not get on because its pods may not be made',
    objects: [...deployment('shop/web', { pods: 0 })],
    said: [
      say(
        0,
        'ReplicaSet shop/web-7d9f8c5b64',
        'FailedCreate',
        'Error creating: pods "web-7d9f8c5b64-x2k4l" is forbidden: exceeded quota: team, requested: requests.cpu=5, used: requests.cpu=0, limited: requests.cpu=1',
        { ...SETS, times: 20, every: 30 },
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a node has no room for what was bound to it',
    objects: [node('n1'), ...deployment('shop/web', { ready: false })],
    said: [
      say(
        0,
        'Pod shop/web#0',
        'OutOfcpu',
        "Node didn't have enough resource: cpu, requested: 2000, used: 3500, capacity: 4000",
        {},
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a pod uses more scratch space than it may',
    objects: [node('n1'), ...deployment('shop/web')],
    said: [say(0, 'Pod shop/web#0', 'Evicted', 'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ')],
    causes: [{ root: 'Deployment shop/web' }],
  },
];

function VIP(): string {
  return '5460af0b-0b4c-43ba-beaa-ce254b54281f';
}

function owned(kind: string, name: string, ownerKind: string, owner: string) {
  const one = thing(kind, name);
  const { metadata } = one.object;
  const ownerReferences = [{ apiVersion: '', kind: ownerKind, name: owner, uid: '', controller: true }];
  return { ...one, object: { ...one.object, metadata: { ...metadata, ownerReferences } } };
}
