import { deployment, node, thing, workload } from './cast.ts';
import { type Scene, say } from './scene.ts';

const NORMAL = { type: 'Normal' } as const;
const CONTROLLER = { from: 'persistentvolume-controller' };
const ATTACHER = { from: 'attachdetach-controller' };
const UNBOUND = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';
const TIMED_OUT =
  'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition';

/** What claims and volumes suffer, and lay upon pods. */
export const STORAGE: readonly Scene[] = [
  {
    what: 'a provisioner has no room left',
    objects: [
      thing('PersistentVolumeClaim', 'data/data-db-0'),
      ...workload('StatefulSet', 'data/db', { claim: 'data-db-0', node: undefined }),
    ],
    said: [
      say(
        0,
        'PersistentVolumeClaim data/data-db-0',
        'ExternalProvisioning',
        "Waiting for a volume to be created either by the external provisioner 'ebs.csi.aws.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
        { ...NORMAL, ...CONTROLLER, times: 10, every: 15 },
      ),
      say(
        0,
        'PersistentVolumeClaim data/data-db-0',
        'Provisioning',
        'External provisioner is provisioning volume for claim "data/data-db-0"',
        { ...NORMAL, from: 'ebs.csi.aws.com_ebs-csi-controller-0' },
      ),
      say(
        3,
        'PersistentVolumeClaim data/data-db-0',
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "gp3": rpc error: code = ResourceExhausted desc = no capacity left in zone eu-west-1a',
        { from: 'ebs.csi.aws.com_ebs-csi-controller-0', times: 8, every: 20 },
      ),
      say(5, 'Pod data/db-0', 'FailedScheduling', UNBOUND, { from: 'default-scheduler' }),
    ],
    causes: [{ root: 'PersistentVolumeClaim data/data-db-0', affected: ['StatefulSet data/db'] }],
  },
  {
    what: 'no volume fits a claim without a class, and the pod is told first',
    objects: [
      thing('PersistentVolumeClaim', 'shop/files'),
      ...deployment('shop/web', { claim: 'files', node: undefined }),
    ],
    said: [
      say(0, 'Pod shop/web#0', 'FailedScheduling', UNBOUND, { from: 'default-scheduler' }),
      say(
        4,
        'PersistentVolumeClaim shop/files',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
        { ...NORMAL, ...CONTROLLER, times: 12, every: 15 },
      ),
    ],
    causes: [{ root: 'PersistentVolumeClaim shop/files', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'a pod names a claim that does not exist',
    objects: [...deployment('shop/web', { claim: 'nowhere', node: undefined })],
    said: [
      say(
        0,
        'Pod shop/web#0',
        'FailedScheduling',
        '0/3 nodes are available: persistentvolumeclaim "nowhere" not found. not found',
        { from: 'default-scheduler' },
      ),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a claim has lost its volume',
    objects: [thing('PersistentVolumeClaim', 'shop/files'), ...deployment('shop/web', { claim: 'files' })],
    said: [
      say(
        0,
        'PersistentVolumeClaim shop/files',
        'ClaimLost',
        'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
        CONTROLLER,
      ),
      say(60, 'Pod shop/web#0', 'FailedMount', TIMED_OUT, { times: 2, every: 120 }),
    ],
    causes: [{ root: 'PersistentVolumeClaim shop/files', affected: ['Deployment shop/web'] }],
  },
  {
    what: 'a volume cannot be attached in time',
    objects: [...workload('StatefulSet', 'data/db', { claim: 'data-db-0' })],
    said: [
      say(
        0,
        'Pod data/db-0',
        'FailedAttachVolume',
        'AttachVolume.Attach failed for volume "pvc-3e1b9a44-77a2-4f6b-8f2f-9a4be8a1d001" : rpc error: code = DeadlineExceeded desc = context deadline exceeded',
        { ...ATTACHER, times: 5, every: 20 },
      ),
      say(120, 'Pod data/db-0', 'FailedMount', TIMED_OUT, { times: 2, every: 120 }),
    ],
    causes: [{ root: 'StatefulSet data/db' }],
  },
  {
    what: 'a rollout wants a volume that the old pod still holds',
    objects: [...deployment('shop/web', { claim: 'files', pods: 2 })],
    said: [
      say(0, 'Deployment shop/web', 'ScalingReplicaSet', 'Scaled up replica set web-7d9f8c5b64 from 0 to 1', {
        ...NORMAL,
        from: 'deployment-controller',
      }),
      say(
        3,
        'Pod shop/web#1',
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-11" Volume is already used by pod(s) {web#0}',
        ATTACHER,
      ),
      say(123, 'Pod shop/web#1', 'FailedMount', TIMED_OUT, { from: 'kubelet/n2', times: 2, every: 120 }),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'slow storage lets pods of two workloads restart that share a claim',
    objects: [
      ...deployment('shop/writer', { claim: 'files' }),
      ...deployment('shop/reader', { claim: 'files', node: 'n2' }),
    ],
    said: [
      say(
        0,
        'Pod shop/writer#0',
        'FailedMount',
        'MountVolume.SetUp failed for volume "pvc-9" : mount failed: exit status 32: mount.nfs: Connection timed out',
        { times: 6, every: 20 },
      ),
      say(150, 'Pod shop/writer#0', 'BackOff', 'Back-off restarting failed container app in pod {writer#0}_shop(0)', {
        times: 4,
      }),
      say(160, 'Pod shop/reader#0', 'BackOff', 'Back-off restarting failed container app in pod {reader#0}_shop(0)', {
        times: 4,
        from: 'kubelet/n2',
      }),
    ],
    causes: [{ root: 'Deployment shop/writer', affected: ['Deployment shop/writer', 'Deployment shop/reader'] }],
  },
  {
    what: 'a file system cannot be mounted',
    objects: [...workload('Job', 'etl/load', { claim: 'scratch' })],
    said: [
      say(
        0,
        'Pod etl/load-0',
        'FailedMount',
        'MountVolume.MountDevice failed for volume "pvc-5" : rpc error: code = Internal desc = mount failed: exit status 32 Mounting command: mount Mounting arguments: -t ext4 /dev/xvdba /var/lib/kubelet/globalmount Output: mount: wrong fs type, bad option, bad superblock on /dev/xvdba',
        { times: 6, every: 20 },
      ),
    ],
    causes: [{ root: 'Job etl/load' }],
  },
  {
    what: 'a claim cannot be made larger',
    objects: [
      thing('PersistentVolumeClaim', 'data/data-db-0'),
      ...workload('StatefulSet', 'data/db', { claim: 'data-db-0' }),
    ],
    said: [
      say(
        0,
        'PersistentVolumeClaim data/data-db-0',
        'VolumeResizeFailed',
        'resize volume "pvc-5" by resizer "ebs.csi.aws.com" failed: rpc error: code = Internal desc = Could not resize volume: modification rate exceeded',
        { from: 'external-resizer ebs.csi.aws.com', times: 5, every: 30 },
      ),
    ],
    causes: [{ root: 'PersistentVolumeClaim data/data-db-0', affected: ['StatefulSet data/db'] }],
  },
  {
    what: 'volumes are in another zone than the nodes',
    objects: [node('n1'), ...workload('StatefulSet', 'data/db', { claim: 'data-db-0', node: undefined })],
    said: [
      say(
        0,
        'Pod data/db-0',
        'FailedScheduling',
        '0/3 nodes are available: 3 node(s) had volume node affinity conflict. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
        { from: 'default-scheduler' },
      ),
    ],
    causes: [{ root: 'StatefulSet data/db' }],
  },
];
