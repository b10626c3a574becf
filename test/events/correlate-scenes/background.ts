import { cronJob, deployment, gone, node, thing, workload } from './cast.ts';
import { type Said, type Scene, say } from './scene.ts';

const NORMAL = { type: 'Normal' } as const;
const normal = (from: string) => ({ type: 'Normal', from }) as const;

/** What happens all the time, and is no trouble. */
export const BACKGROUND: readonly Scene[] = [
  {
    what: 'a rollout goes its way, and readiness probes fail at first',
    objects: deployment('shop/web', { pods: 3 }),
    said: [
      say(
        0,
        'Deployment shop/web',
        'ScalingReplicaSet',
        'Scaled up replica set web-7d9f8c5b64 from 0 to 3',
        normal('deployment-controller'),
      ),
      ...[0, 1, 2].flatMap((index) => [
        ...starts(index * 20, `Pod shop/web#${index}`, 'ReplicaSet shop/web-7d9f8c5b64'),
        say(
          index * 20 + 12,
          `Pod shop/web#${index}`,
          'Unhealthy',
          'Readiness probe failed: Get "http://10.0.0.7:8080/": dial tcp 10.0.0.7:8080: connect: connection refused',
          { times: 2, every: 5 },
        ),
      ]),
      say(
        70,
        'Deployment shop/web',
        'ScalingReplicaSet',
        'Scaled down replica set web-5f6d7 from 3 to 0',
        normal('deployment-controller'),
      ),
    ],
    causes: [],
  },
  {
    what: 'a CronJob runs every minute',
    objects: [...cronJob('etl/tick', 'tick-1'), ...cronJob('etl/tick', 'tick-2', { at: 60 })],
    said: [0, 60].flatMap((at, index) => [
      say(at, 'CronJob etl/tick', 'SuccessfulCreate', `Created job tick-${index + 1}`, normal('cronjob-controller')),
      ...starts(at, `Pod etl/tick-${index + 1}-x2k40`, `Job etl/tick-${index + 1}`),
      say(at + 20, `Job etl/tick-${index + 1}`, 'Completed', 'Job completed', normal('job-controller')),
      say(
        at + 21,
        'CronJob etl/tick',
        'SawCompletedJob',
        `Saw completed job: tick-${index + 1}, condition: Complete`,
        normal('cronjob-controller'),
      ),
    ]),
    causes: [],
  },
  {
    what: 'an autoscaler scales, and new pods wait a moment for their place',
    objects: [
      thing('HorizontalPodAutoscaler', 'shop/web', { scaleTargetRef: { kind: 'Deployment', name: 'web' } }),
      ...deployment('shop/web', { pods: 2 }),
    ],
    said: [
      say(
        0,
        'HorizontalPodAutoscaler shop/web',
        'SuccessfulRescale',
        'New size: 2; reason: cpu resource utilization (percentage of request) above target',
        normal('horizontal-pod-autoscaler'),
      ),
      say(
        1,
        'Deployment shop/web',
        'ScalingReplicaSet',
        'Scaled up replica set web-7d9f8c5b64 from 1 to 2',
        normal('deployment-controller'),
      ),
      say(1, 'Pod shop/web#1', 'FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.', {
        from: 'default-scheduler',
      }),
      ...starts(6, 'Pod shop/web#1', 'ReplicaSet shop/web-7d9f8c5b64'),
    ],
    causes: [],
  },
  {
    what: 'a pod waits until the autoscaler has made a node for it',
    objects: [...deployment('shop/web', { pods: 1, node: undefined }), ...nodeCame()],
    said: [
      say(
        0,
        'Pod shop/web#0',
        'FailedScheduling',
        '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
        { from: 'default-scheduler' },
      ),
      say(
        8,
        'Pod shop/web#0',
        'TriggeredScaleUp',
        'pod triggered scale-up: [{asg-1 3->4 (max: 10)}]',
        normal('cluster-autoscaler'),
      ),
      say(
        75,
        'Node n9',
        'RegisteredNode',
        'Node n9 event: Registered Node n9 in Controller',
        normal('node-controller'),
      ),
      say(85, 'Node n9', 'NodeReady', 'Node n9 status is now: NodeReady', normal('kubelet/n9')),
      ...starts(90, 'Pod shop/web#0', 'ReplicaSet shop/web-7d9f8c5b64'),
    ],
    causes: [],
  },
  {
    what: 'volumes are made for the first who wants them',
    objects: [
      thing('PersistentVolumeClaim', 'data/data-db-0'),
      ...workload('StatefulSet', 'data/db', { claim: 'data-db-0' }),
    ],
    said: [
      say(
        0,
        'PersistentVolumeClaim data/data-db-0',
        'WaitForFirstConsumer',
        'waiting for first consumer to be created before binding',
        normal('persistentvolume-controller'),
      ),
      say(
        1,
        'StatefulSet data/db',
        'SuccessfulCreate',
        'create Pod db-0 in StatefulSet db successful',
        normal('statefulset-controller'),
      ),
      say(
        2,
        'PersistentVolumeClaim data/data-db-0',
        'ExternalProvisioning',
        "Waiting for a volume to be created either by the external provisioner 'x' or manually by the system administrator.",
        { ...normal('persistentvolume-controller'), times: 3, every: 15 },
      ),
      say(
        33,
        'PersistentVolumeClaim data/data-db-0',
        'ProvisioningSucceeded',
        'Successfully provisioned volume pvc-1',
        normal('x'),
      ),
      say(
        40,
        'Pod data/db-0',
        'SuccessfulAttachVolume',
        'AttachVolume.Attach succeeded for volume "pvc-1" ',
        normal('attachdetach-controller'),
      ),
      ...starts(45, 'Pod data/db-0', 'StatefulSet data/db'),
    ],
    causes: [],
  },
  {
    what: 'a node is drained for an upgrade and comes back',
    objects: [
      node('n1'),
      ...deployment('shop/web', { pods: 1 }),
      ...deployment('shop/web', { pods: 2, node: 'n2', at: 6 }).slice(-1),
      node('n1', { cordoned: true, at: 1 }),
      node('n1', { at: 200 }),
      ...deployment('shop/web')
        .slice(-1)
        .map((pod) => gone(pod, 30)),
    ],
    said: [
      say(1, 'Node n1', 'NodeNotSchedulable', 'Node n1 status is now: NodeNotSchedulable', NORMAL),
      say(5, 'Pod shop/web#0', 'Killing', 'Stopping container app', NORMAL),
      say(9, 'Pod shop/web#0', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', {
        times: 4,
        every: 5,
      }),
      ...starts(6, 'Pod shop/web#1', 'ReplicaSet shop/web-7d9f8c5b64', 'n2'),
      say(200, 'Node n1', 'NodeSchedulable', 'Node n1 status is now: NodeSchedulable', NORMAL),
    ],
    causes: [],
  },
  {
    what: 'kubelets and leaders start anew',
    objects: [node('n1')],
    said: [
      say(0, 'Node n1', 'Starting', 'Starting kubelet.', NORMAL),
      say(0, 'Node n1', 'InvalidDiskCapacity', 'invalid capacity 0 on image filesystem'),
      say(0, 'Node n1', 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods', NORMAL),
      say(1, 'Node n1', 'NodeHasSufficientMemory', 'Node n1 status is now: NodeHasSufficientMemory', NORMAL),
      say(
        3,
        'Lease kube-system/kube-controller-manager',
        'LeaderElection',
        'cp-1_0b1f became leader',
        normal('kube-controller-manager'),
      ),
    ],
    causes: [],
  },
  {
    what: 'settings of a node are told with every pod',
    objects: [node('n1'), ...deployment('shop/web')],
    said: [
      say(
        0,
        'Pod shop/web#0',
        'DNSConfigForming',
        'Search Line limits were exceeded, some search paths have been omitted, the applied search line is: shop.svc.cluster.local svc.cluster.local',
        { times: 40, every: 30 },
      ),
      say(0, 'Node n1', 'CheckLimitsForResolvConf', 'Resolv.conf file contains search line which exceeds the limits', {
        times: 9,
        every: 100,
      }),
    ],
    causes: [],
  },
  {
    what: 'a configuration is not there yet when its pod starts',
    objects: deployment('shop/web'),
    said: [
      say(
        0,
        'Pod shop/web#0',
        'FailedMount',
        'MountVolume.SetUp failed for volume "kube-api-access-x2k4l" : failed to sync configmap cache: timed out waiting for the condition',
      ),
      ...starts(2, 'Pod shop/web#0', 'ReplicaSet shop/web-7d9f8c5b64'),
    ],
    causes: [],
  },
  {
    what: 'controllers race and try again',
    objects: deployment('shop/web'),
    said: [
      say(
        0,
        'Service shop/web',
        'FailedToUpdateEndpointSlices',
        'Error updating Endpoint Slices for Service shop/web: failed to update web-x2k4l EndpointSlice for Service shop/web: Operation cannot be fulfilled on endpointslices.discovery.k8s.io "web-x2k4l": the object has been modified; please apply your changes to the latest version and try again',
        { from: 'endpoint-slice-controller' },
      ),
      say(5, 'PodDisruptionBudget shop/web', 'NoPods', 'No matching pods found', {
        ...normal('controllermanager'),
        times: 5,
      }),
    ],
    causes: [],
  },
];

function starts(at: number, pod: string, maker: string, on = 'n1'): readonly Said[] {
  const name = pod.split('/')[1] ?? '';
  return [
    say(at, maker, 'SuccessfulCreate', `Created pod: {${name}}`, normal('controller')),
    say(at + 1, pod, 'Scheduled', `Successfully assigned {${name}} to ${on}`, normal('default-scheduler')),
    say(at + 2, pod, 'Pulling', 'Pulling image "ghcr.io/acme/web:v2"', normal(`kubelet/${on}`)),
    say(
      at + 6,
      pod,
      'Pulled',
      'Successfully pulled image "ghcr.io/acme/web:v2" in 4.1s (4.1s including waiting). Image size: 12 bytes.',
      normal(`kubelet/${on}`),
    ),
    say(at + 7, pod, 'Created', 'Container created', normal(`kubelet/${on}`)),
    say(at + 7, pod, 'Started', 'Container started', normal(`kubelet/${on}`)),
  ];
}

function nodeCame() {
  return [{ ...node('n9'), at: 75, type: 'ADDED' as const }];
}
