import { cronJob, deployment, node, thing, workload } from './cast.ts';
import { type Said, type Scene, type SceneObject, say } from './scene.ts';

const NORMAL = { type: 'Normal' } as const;
const CONTROLLER = { from: 'node-controller' };
const SCHEDULER = { from: 'default-scheduler' };
const SETS = { from: 'replicaset-controller' };
const UNBOUND = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';

/** Troubles that meet: on one node, in one namespace, in one workload, one after the other. */
export const AT_ONCE: readonly Scene[] = [
  {
    what: 'a workload crashes on a node, which later fails for itself',
    objects: [node('n1'), node('n2'), ...deployment('shop/broken'), ...deployment('pay/api')],
    said: [
      crash(0, 'shop/broken', 12),
      say(240, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(241, 'Pod shop/broken#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(241, 'Pod pay/api#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
    ],
    causes: [
      { root: 'Deployment shop/broken' },
      { root: 'Node n1', affected: ['Deployment shop/broken', 'Deployment pay/api'] },
    ],
  },
  {
    what: 'workloads on one node fail at once, each by itself',
    objects: [
      node('n1'),
      ...deployment('shop/broken'),
      ...workload('DaemonSet', 'infra/agent', { ready: false }),
      ...workload('StatefulSet', 'data/db', { ready: false }),
      ...workload('Job', 'etl/load'),
    ],
    said: [
      crash(0, 'shop/broken', 8),
      say(
        1,
        'Pod infra/agent-0',
        'FailedMount',
        'MountVolume.SetUp failed for volume "conf" : configmap "conf" not found',
        {
          times: 8,
          every: 16,
        },
      ),
      say(2, 'Pod data/db-0', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 500', {
        times: 9,
        every: 10,
      }),
      say(3, 'Pod etl/load-0', 'FailedPostStartHook', 'PostStartHook failed'),
      say(3, 'Pod etl/load-0', 'Killing', 'FailedPostStartHook', NORMAL),
    ],
    causes: [
      { root: 'Deployment shop/broken' },
      { root: 'DaemonSet infra/agent' },
      { root: 'StatefulSet data/db' },
      { root: 'Job etl/load' },
    ],
  },
  {
    what: 'two workloads want more than one quota has left',
    objects: [...deployment('team/web', { pods: 0 }), ...workload('StatefulSet', 'team/db', { pods: 0 })],
    said: [
      say(
        0,
        'ReplicaSet team/web-7d9f8c5b64',
        'FailedCreate',
        'Error creating: pods "web-7d9f8c5b64-x2k4l" is forbidden: exceeded quota: team, requested: requests.cpu=5, used: requests.cpu=0, limited: requests.cpu=1',
        { ...SETS, times: 9, every: 20 },
      ),
      say(
        4,
        'StatefulSet team/db',
        'FailedCreate',
        'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: exceeded quota: team, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1',
        { from: 'statefulset-controller', times: 9, every: 20 },
      ),
    ],
    causes: [{ root: 'Deployment team/web' }, { root: 'StatefulSet team/db' }],
  },
  {
    what: 'two claims of a namespace wait, each with its own pods',
    objects: [
      thing('PersistentVolumeClaim', 'data/data-db-0'),
      thing('PersistentVolumeClaim', 'data/data-queue-0'),
      ...workload('StatefulSet', 'data/db', { claim: 'data-db-0', node: undefined }),
      ...workload('StatefulSet', 'data/queue', { claim: 'data-queue-0', node: undefined }),
    ],
    said: ['db', 'queue'].flatMap((name, index) => [
      say(
        index,
        `PersistentVolumeClaim data/data-${name}-0`,
        'ProvisioningFailed',
        `storageclass.storage.k8s.io "${name}" not found`,
        { from: 'persistentvolume-controller', times: 9, every: 15 },
      ),
      say(index + 1, `Pod data/${name}-0`, 'FailedScheduling', UNBOUND, SCHEDULER),
    ]),
    causes: [
      { root: 'PersistentVolumeClaim data/data-db-0', affected: ['StatefulSet data/db'] },
      { root: 'PersistentVolumeClaim data/data-queue-0', affected: ['StatefulSet data/queue'] },
    ],
  },
  {
    what: 'the claims of two StatefulSets wait whose pods’ volumes nobody knows',
    objects: [
      thing('PersistentVolumeClaim', 'data/data-db-0'),
      thing('PersistentVolumeClaim', 'data/data-queue-0'),
      ...withoutVolumes(workload('StatefulSet', 'data/db', { node: undefined })),
      ...withoutVolumes(workload('StatefulSet', 'data/queue', { node: undefined })),
    ],
    said: [
      ...['db', 'queue'].map((name) =>
        say(
          0,
          `PersistentVolumeClaim data/data-${name}-0`,
          'ProvisioningFailed',
          `storageclass.storage.k8s.io "${name}" not found`,
          { from: 'persistentvolume-controller', times: 9, every: 15 },
        ),
      ),
      ...['db', 'queue'].map((name) => say(1, `Pod data/${name}-0`, 'FailedScheduling', UNBOUND, SCHEDULER)),
    ],
    causes: [
      { root: 'PersistentVolumeClaim data/data-db-0', affected: ['StatefulSet data/db'] },
      { root: 'PersistentVolumeClaim data/data-queue-0', affected: ['StatefulSet data/queue'] },
    ],
  },
  {
    what: 'a pod waits for want of memory while another namespace waits for a claim and a third node is cordoned',
    objects: [
      node('n1', { cordoned: true }),
      node('n2'),
      node('n3'),
      thing('PersistentVolumeClaim', 'data/files'),
      ...deployment('data/store', { claim: 'files', node: undefined }),
      ...deployment('ml/train', { node: undefined }),
    ],
    said: [
      say(0, 'Node n1', 'NodeNotSchedulable', 'Node n1 status is now: NodeNotSchedulable', NORMAL),
      say(
        2,
        'Pod ml/train#0',
        'FailedScheduling',
        '0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient memory. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.',
        { ...SCHEDULER, times: 3, every: 60 },
      ),
      say(3, 'PersistentVolumeClaim data/files', 'ProvisioningFailed', 'storageclass.storage.k8s.io "x" not found', {
        from: 'persistentvolume-controller',
        times: 9,
        every: 15,
      }),
      say(4, 'Pod data/store#0', 'FailedScheduling', UNBOUND, SCHEDULER),
    ],
    isWholeCluster: true,
    causes: [
      { root: 'Deployment ml/train' },
      { root: 'PersistentVolumeClaim data/files', affected: ['Deployment data/store'] },
    ],
  },
  {
    what: 'two containers of a pod fail in two ways',
    objects: [...deployment('shop/web', { ready: false })],
    said: [
      say(0, 'Pod shop/web#0', 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500', {
        times: 9,
        every: 10,
      }),
      say(21, 'Pod shop/web#0', 'Killing', 'Container app failed liveness probe, will be restarted', {
        ...NORMAL,
        times: 3,
      }),
      say(5, 'Pod shop/web#0', 'BackOff', 'Back-off restarting failed container proxy in pod {web#0}_shop(0)', {
        times: 9,
      }),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a rollout sticks because its image is missing while the old pods go on and their readiness flaps',
    objects: [...deployment('shop/web', { pods: 3 })],
    said: [
      say(0, 'Deployment shop/web', 'ScalingReplicaSet', 'Scaled up replica set web-7d9f8c5b64 from 0 to 1', {
        ...NORMAL,
        from: 'deployment-controller',
      }),
      say(2, 'Pod shop/web#2', 'Failed', 'Failed to pull image "ghcr.io/a/web:v9": ghcr.io/a/web:v9: not found', {
        times: 4,
      }),
      say(2, 'Pod shop/web#2', 'Failed', 'Error: ErrImagePull', { times: 4 }),
      say(9, 'Pod shop/web#2', 'BackOff', 'Back-off pulling image "ghcr.io/a/web:v9"', {
        ...NORMAL,
        times: 9,
        every: 13,
      }),
      say(30, 'Pod shop/web#0', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a node comes and goes',
    objects: [node('n1'), node('n2'), ...deployment('shop/web')],
    said: [0, 120, 240].flatMap((at) => [
      say(at, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(at + 1, 'Pod shop/web#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(at + 60, 'Node n1', 'NodeReady', 'Node n1 status is now: NodeReady', NORMAL),
    ]),
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'each run of a CronJob lacks its configuration',
    objects: [0, 1, 2].flatMap((run) =>
      cronJob('etl/tick', `tick-${run}`, { at: run * 60, ready: false }).filter(
        ({ object }) => run === 0 || object.kind !== 'CronJob',
      ),
    ),
    said: [0, 1, 2].flatMap((run) => [
      say(run * 60, 'CronJob etl/tick', 'SuccessfulCreate', `Created job tick-${run}`, {
        ...NORMAL,
        from: 'cronjob-controller',
      }),
      say(run * 60 + 2, `Pod etl/tick-${run}-x2k40`, 'Failed', 'Error: secret "keys" not found', {
        times: 4,
        every: 12,
      }),
    ]),
    causes: [{ root: 'CronJob etl/tick' }],
  },
  {
    what: 'Jobs of two CronJobs fail in one namespace',
    objects: ['daily', 'hourly'].flatMap((name) => cronJob(`etl/${name}`, `${name}-1`, { pods: 2, ready: false })),
    said: ['daily', 'hourly'].flatMap((name, index) => [
      say(20 + index, `Job etl/${name}-1`, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit', {
        from: 'job-controller',
      }),
      say(21 + index, `CronJob etl/${name}`, 'SawCompletedJob', `Saw completed job: ${name}-1, condition: Failed`, {
        ...NORMAL,
        from: 'cronjob-controller',
      }),
    ]),
    causes: [{ root: 'CronJob etl/daily' }, { root: 'CronJob etl/hourly' }],
  },
  {
    what: 'a webhook is away for two workloads of two namespaces',
    objects: [...deployment('shop/web', { pods: 0 }), ...workload('DaemonSet', 'infra/agent', { pods: 0 })],
    said: ['ReplicaSet shop/web-7d9f8c5b64', 'DaemonSet infra/agent'].map((about, index) =>
      say(
        index,
        about,
        'FailedCreate',
        'Error creating: Internal error occurred: failed calling webhook "guard.example.com": failed to call webhook: Post "https://guard.infra.svc:443/x?timeout=10s": context deadline exceeded',
        { ...SETS, times: 9, every: 12 },
      ),
    ),
    causes: [{ root: 'Deployment shop/web' }, { root: 'DaemonSet infra/agent' }],
  },
  {
    what: 'preemption and a crash meet in one namespace',
    objects: [
      ...deployment('shop/vip', { uid: '5460af0b-0b4c-43ba-beaa-ce254b54281f' }),
      ...workload('Job', 'shop/low', { pods: 2 }),
      ...deployment('shop/broken'),
    ],
    said: [
      crash(0, 'shop/broken', 9),
      say(20, 'Pod shop/low-0', 'Preempted', 'Preempted by pod 5460af0b-0b4c-43ba-beaa-ce254b54281f on node n1', {
        ...NORMAL,
        ...SCHEDULER,
      }),
      say(
        22,
        'Pod shop/low-1',
        'FailedScheduling',
        '0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
        { ...SCHEDULER, times: 2, every: 60 },
      ),
    ],
    causes: [{ root: 'Deployment shop/broken' }, { root: 'Deployment shop/vip', affected: ['Job shop/low'] }],
  },
  {
    what: 'a node under disk pressure evicts, while a pod elsewhere goes beyond its own limit',
    objects: [node('n1'), node('n2'), ...deployment('shop/web'), ...workload('Job', 'etl/load', { node: 'n2' })],
    said: [
      say(0, 'Node n1', 'NodeHasDiskPressure', 'Node n1 status is now: NodeHasDiskPressure', NORMAL),
      say(
        3,
        'Pod shop/web#0',
        'Evicted',
        'The node was low on resource: inodes. Threshold quantity: 100, available: 5. ',
      ),
      say(
        5,
        'Pod etl/load-0',
        'Evicted',
        'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
        {
          from: 'kubelet/n2',
        },
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }, { root: 'Job etl/load' }],
  },
  {
    what: 'a pod goes beyond its own limit on a node that is under disk pressure, too',
    objects: [node('n1'), ...deployment('shop/web'), ...workload('Job', 'etl/load')],
    said: [
      say(0, 'Node n1', 'NodeHasDiskPressure', 'Node n1 status is now: NodeHasDiskPressure', NORMAL),
      say(
        3,
        'Pod shop/web#0',
        'Evicted',
        'The node was low on resource: ephemeral-storage. Threshold quantity: 1, available: 0. ',
      ),
      say(5, 'Pod etl/load-0', 'Evicted', 'Container load exceeded its local ephemeral storage limit "1Gi". '),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }, { root: 'Job etl/load' }],
  },
  {
    what: 'the sandbox of one pod dies while its node is cordoned',
    objects: [node('n1', { cordoned: true }), ...deployment('shop/web')],
    said: [
      say(0, 'Node n1', 'NodeNotSchedulable', 'Node n1 status is now: NodeNotSchedulable', NORMAL),
      say(20, 'Pod shop/web#0', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', NORMAL),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'the sandbox of one pod dies a minute after its node was away',
    objects: [node('n1'), ...deployment('shop/web'), ...deployment('shop/other')],
    said: [
      say(0, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', NORMAL),
      say(1, 'Pod shop/other#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(1, 'Pod shop/web#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(30, 'Node n1', 'NodeReady', 'Node n1 status is now: NodeReady', NORMAL),
      say(90, 'Pod shop/web#0', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', NORMAL),
    ],
    causes: [
      { root: 'Node n1', affected: ['Deployment shop/other', 'Deployment shop/web'] },
      { root: 'Deployment shop/web' },
    ],
  },
  {
    what: 'autoscalers of a Deployment and of a StatefulSet are blind, each for a reason of its own',
    objects: [
      thing('HorizontalPodAutoscaler', 'shop/web', { scaleTargetRef: { kind: 'Deployment', name: 'web' } }),
      thing('HorizontalPodAutoscaler', 'data/db-hpa', { scaleTargetRef: { kind: 'StatefulSet', name: 'db' } }),
      ...deployment('shop/web'),
      ...workload('StatefulSet', 'data/db'),
    ],
    said: [
      say(
        0,
        'HorizontalPodAutoscaler shop/web',
        'FailedGetResourceMetric',
        'failed to get cpu utilization: missing request for cpu in container app of Pod {web#0}',
        { from: 'horizontal-pod-autoscaler', times: 9, every: 15 },
      ),
      say(
        2,
        'HorizontalPodAutoscaler data/db-hpa',
        'FailedGetPodsMetric',
        'unable to get metric queue_length: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
        { from: 'horizontal-pod-autoscaler', times: 9, every: 15 },
      ),
    ],
    causes: [
      { root: 'HorizontalPodAutoscaler shop/web', affected: ['Deployment shop/web'] },
      { root: 'HorizontalPodAutoscaler data/db-hpa', affected: ['StatefulSet data/db'] },
    ],
  },
];

function crash(at: number, workloadName: string, times: number): Said {
  const [namespace = '', name = ''] = workloadName.split('/');
  return say(
    at,
    `Pod ${workloadName}#0`,
    'BackOff',
    `Back-off restarting failed container app in pod {${name}#0}_${namespace}(0)`,
    { times, every: 15 },
  );
}

function withoutVolumes(objects: readonly SceneObject[]): readonly SceneObject[] {
  return objects.map((one) => ({ ...one, object: { ...one.object, spec: {} } as never }));
}
