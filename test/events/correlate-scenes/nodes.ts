import { deployment, gone, node, workload } from './cast.ts';
import { type Scene, say } from './scene.ts';

const NORMAL = { type: 'Normal' } as const;
const CONTROLLER = { from: 'node-controller' };
const SCHEDULER = { from: 'default-scheduler' };
const EVICTER = { type: 'Normal', from: 'taint-eviction-controller' } as const;

/** What nodes suffer, and lay upon what they run. */
export const NODES: readonly Scene[] = [
  {
    what: 'a full disk evicts pods, and their replacements find no place',
    objects: [node('n1'), ...deployment('shop/web', { pods: 2 }), ...workload('StatefulSet', 'shop/db')],
    said: [
      say(
        0,
        'Node n1',
        'FreeDiskSpaceFailed',
        'Failed to garbage collect required amount of images. Attempted to free 9276350464 bytes, but only found 0 bytes eligible to free.',
        { times: 3, every: 300 },
      ),
      say(20, 'Node n1', 'EvictionThresholdMet', 'Attempting to reclaim ephemeral-storage', { times: 5, every: 10 }),
      say(22, 'Node n1', 'NodeHasDiskPressure', 'Node n1 status is now: NodeHasDiskPressure', NORMAL),
      say(
        24,
        'Pod shop/web#0',
        'Evicted',
        'The node was low on resource: ephemeral-storage. Threshold quantity: 2146223340, available: 1890Mi. Container app was using 1200Mi, request is 0, has larger consumption of ephemeral-storage. ',
      ),
      say(24, 'Pod shop/web#0', 'Killing', 'Stopping container app', NORMAL),
      say(35, 'Pod shop/db-0', 'Evicted', 'The node had condition: [DiskPressure]. '),
      say(
        36,
        'Pod shop/web#1',
        'FailedScheduling',
        '0/1 nodes are available: 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
        SCHEDULER,
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web', 'StatefulSet shop/db'] }],
  },
  {
    what: 'a node out of memory evicts pods while another workload on it crashes for itself',
    objects: [node('n1'), ...deployment('shop/web'), ...deployment('shop/broken')],
    said: [
      say(0, 'Pod shop/broken#0', 'BackOff', 'Back-off restarting failed container app in pod {broken#0}_shop(0)', {
        times: 20,
        every: 15,
      }),
      say(60, 'Node n1', 'EvictionThresholdMet', 'Attempting to reclaim memory', { times: 4, every: 10 }),
      say(61, 'Node n1', 'NodeHasInsufficientMemory', 'Node n1 status is now: NodeHasInsufficientMemory', NORMAL),
      say(
        63,
        'Pod shop/web#0',
        'Evicted',
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 67180Ki. Container app was using 890Mi, request is 64Mi, has larger consumption of memory. ',
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }, { root: 'Deployment shop/broken' }],
  },
  {
    what: 'a node runs out of process ids',
    objects: [node('n1'), ...deployment('shop/fork')],
    said: [
      say(0, 'Node n1', 'NodeHasInsufficientPID', 'Node n1 status is now: NodeHasInsufficientPID', NORMAL),
      say(2, 'Node n1', 'EvictionThresholdMet', 'Attempting to reclaim pids', { times: 3, every: 10 }),
      say(
        4,
        'Pod shop/fork#0',
        'Evicted',
        'The node was low on resource: pids. Threshold quantity: 1600, available: 1201. ',
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/fork'] }],
  },
  {
    what: 'a node stays away, its pods are evicted after five minutes and their replacements wait',
    objects: [
      node('n1'),
      node('n2'),
      ...deployment('shop/web', { pods: 2 }),
      node('n1', { ready: false, at: 1 }),
      ...deployment('shop/web', { pods: 3, node: undefined, at: 302 }).slice(-1),
    ],
    said: [
      say(0, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(1, 'Pod shop/web#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(1, 'Pod shop/web#1', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(300, 'Pod shop/web#0', 'TaintManagerEviction', 'Marking for deletion Pod shop/{web#0}', EVICTER),
      say(300, 'Pod shop/web#1', 'TaintManagerEviction', 'Marking for deletion Pod shop/{web#1}', EVICTER),
      say(
        303,
        'Pod shop/web#2',
        'FailedScheduling',
        '0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
        SCHEDULER,
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'two nodes fail at once, each with its own pods',
    objects: [node('n1'), node('n2'), ...deployment('shop/web'), ...deployment('pay/api', { node: 'n2' })],
    said: [
      say(0, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(1, 'Node n2', 'NodeNotReady', 'Node n2 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(1, 'Pod shop/web#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(2, 'Pod pay/api#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
    ],
    causes: [
      { root: 'Node n1', affected: ['Deployment shop/web'] },
      { root: 'Node n2', affected: ['Deployment pay/api'] },
    ],
  },
  {
    what: 'a volume is still attached to a node that is away',
    objects: [node('n1'), node('n2'), ...workload('StatefulSet', 'data/db', { claim: 'data-db-0' })],
    said: [
      say(0, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(300, 'Pod data/db-0', 'TaintManagerEviction', 'Marking for deletion Pod data/db-0', EVICTER),
      say(
        330,
        'Pod data/db-0',
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-9c2f" Volume is already exclusively attached to one node and can\'t be attached to another',
        { from: 'attachdetach-controller' },
      ),
      say(
        450,
        'Pod data/db-0',
        'FailedMount',
        'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition',
        { from: 'kubelet/n2', times: 2, every: 120 },
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['StatefulSet data/db'] }],
  },
  {
    what: 'the kernel of a node kills processes because the node itself has no memory left',
    objects: [node('n1'), ...deployment('shop/java'), ...deployment('shop/quiet')],
    said: [
      say(0, 'Node n1', 'SystemOOM', 'System OOM encountered, victim process: java, pid: 12041', {
        times: 2,
        every: 40,
      }),
      say(5, 'Pod shop/java#0', 'BackOff', 'Back-off restarting failed container app in pod {java#0}_shop(0)', {
        times: 6,
      }),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/java'] }],
  },
  {
    what: 'a container goes beyond its own memory limit and the problem detector reads it in the kernel log',
    objects: [node('n1'), ...deployment('shop/leak'), ...deployment('shop/other')],
    said: [
      say(
        0,
        'Node n1',
        'OOMKilling',
        'Memory cgroup out of memory: Killed process 3021 (python) total-vm:182648kB, anon-rss:126816kB, file-rss:1324kB',
        { from: 'kernel-monitor/n1', times: 4, every: 40 },
      ),
      say(3, 'Pod shop/leak#0', 'BackOff', 'Back-off restarting failed container app in pod {leak#0}_shop(0)', {
        times: 8,
      }),
    ],
    causes: [{ root: 'Deployment shop/leak' }],
  },
  {
    what: 'a disk turns read-only under a node',
    objects: [node('n1'), ...deployment('shop/web')],
    said: [
      say(
        0,
        'Node n1',
        'FilesystemIsReadOnly',
        'Node condition ReadonlyFilesystem is now: True, reason: FilesystemIsReadOnly, message: "Remounting filesystem read-only"',
        { from: 'kernel-monitor/n1' },
      ),
      say(20, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', NORMAL),
      say(
        25,
        'Pod shop/web#0',
        'FailedCreatePodSandBox',
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create a sandbox for pod "{web#0}": mkdir /run/containerd: read-only file system',
        { times: 4 },
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'a container runtime hangs',
    objects: [node('n1'), ...deployment('shop/web')],
    said: [
      say(
        0,
        'Node n1',
        'ContainerdUnhealthy',
        'Node condition ContainerRuntimeUnhealthy is now: True, reason: ContainerdUnhealthy, message: "containerd:Error: unhealthy"',
        { from: 'health-checker/n1' },
      ),
      say(10, 'Node n1', 'ContainerGCFailed', 'rpc error: code = DeadlineExceeded desc = context deadline exceeded', {
        times: 3,
        every: 60,
      }),
      say(30, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', NORMAL),
      say(
        40,
        'Pod shop/web#0',
        'FailedSync',
        'error determining status: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
        { times: 3 },
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'a machine restarts by itself',
    objects: [node('n1'), ...deployment('shop/web'), ...workload('DaemonSet', 'infra/agent')],
    said: [
      say(0, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(50, 'Node n1', 'Starting', 'Starting kubelet.', NORMAL),
      say(51, 'Node n1', 'Rebooted', 'Node n1 has been rebooted, boot id: 3a8e0b4c-0df2-4cbb-9e1a-d9a7b3de4c7a'),
      say(53, 'Pod shop/web#0', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', NORMAL),
      say(54, 'Pod infra/agent-0', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', NORMAL),
      say(60, 'Node n1', 'NodeReady', 'Node n1 status is now: NodeReady', NORMAL),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web', 'DaemonSet infra/agent'] }],
  },
  {
    what: 'a cordoned node is the only one with room',
    isWholeCluster: true,
    objects: [
      node('n1', { cordoned: true }),
      node('n2', { taint: 'dedicated' }),
      ...deployment('shop/web', { node: undefined }),
    ],
    said: [
      say(0, 'Node n1', 'NodeNotSchedulable', 'Node n1 status is now: NodeNotSchedulable', NORMAL),
      say(
        30,
        'Pod shop/web#0',
        'FailedScheduling',
        '0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
        SCHEDULER,
      ),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'the last node with room is cordoned while another is away, and the pod is told before the cordon',
    objects: [
      node('n1'),
      node('n2', { ready: false }),
      ...deployment('shop/web', { node: 'n2' }),
      node('n1', { cordoned: true, at: 300 }),
      ...deployment('shop/late', { node: undefined, at: 302 }),
    ],
    said: [
      say(0, 'Node n2', 'NodeNotReady', 'Node n2 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(1, 'Pod shop/web#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(
        302,
        'Pod shop/late#0',
        'FailedScheduling',
        '0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
        { ...SCHEDULER, times: 2, every: 60 },
      ),
      say(306, 'Node n1', 'NodeNotSchedulable', 'Node n1 status is now: NodeNotSchedulable', NORMAL),
    ],
    isWholeCluster: true,
    causes: [
      { root: 'Node n2', affected: ['Deployment shop/web'] },
      { root: 'Node n1', affected: ['Deployment shop/late'] },
    ],
  },
  {
    what: 'a drain waits for a pod that a budget protects',
    objects: [node('n1', { cordoned: true }), ...deployment('shop/web')],
    said: [
      say(0, 'Node n1', 'NodeNotSchedulable', 'Node n1 status is now: NodeNotSchedulable', NORMAL),
      say(5, 'Node n1', 'FailedDraining', 'Failed to drain node, 1 pods are waiting to be evicted', {
        from: 'karpenter',
        times: 6,
        every: 60,
      }),
    ],
    causes: [{ root: 'Node n1', affected: [] }],
  },
  {
    what: 'a budget cannot be reckoned, and drains of the nodes of its pods wait',
    objects: [node('n1', { cordoned: true }), ...deployment('shop/web')],
    said: [
      say(
        0,
        'PodDisruptionBudget shop/web',
        'CalculateExpectedPodCountFailed',
        'Failed to calculate the number of expected pods: found no controllers for pod "web"',
        { from: 'controllermanager', times: 9, every: 20 },
      ),
      say(5, 'Node n1', 'FailedDraining', 'Failed to drain node, 1 pods are waiting to be evicted', {
        from: 'karpenter',
        times: 6,
        every: 60,
      }),
    ],
    causes: [{ root: 'PodDisruptionBudget shop/web', affected: ['Node n1'] }],
  },
  {
    what: 'a node that has gone for good takes its pods along',
    objects: [node('n1'), ...deployment('shop/web'), gone(node('n1'), 400)],
    said: [
      say(0, 'Node n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady', { ...NORMAL, ...CONTROLLER }),
      say(1, 'Pod shop/web#0', 'NodeNotReady', 'Node is not ready', CONTROLLER),
      say(400, 'Node n1', 'DeletingNode', 'Deleting node n1 because it does not exist in the cloud provider', {
        ...NORMAL,
        from: 'cloud-node-lifecycle-controller',
      }),
      say(401, 'Node n1', 'RemovingNode', 'Node n1 event: Removing Node n1 from Controller', {
        ...NORMAL,
        ...CONTROLLER,
      }),
    ],
    causes: [{ root: 'Node n1', affected: ['Deployment shop/web'] }],
  },
];
