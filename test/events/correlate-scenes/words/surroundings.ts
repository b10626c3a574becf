import { deployment, node, thing } from '../cast.ts';
import { AGENT, DB, LOAD, LONE, NIGHTLY, OFTEN, ONCE_NORMAL, type Row, WEB } from './row.ts';

/** What volumes, networks and devices suffer. */
export const STORAGE_AND_NETWORK: readonly Row[] = [
  {
    what: 'a host path is of the wrong type',
    ...AGENT,
    reason: 'FailedMount',
    message: 'MountVolume.SetUp failed for volume "v" : hostPath type check failed: /etc/hostname is not a directory',
    more: OFTEN,
  },
  {
    what: 'a driver is not registered',
    ...LOAD,
    reason: 'FailedMount',
    message:
      'MountVolume.MountDevice failed for volume "pvc-21" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name nfs.csi.k8s.io not found in the list of registered CSI drivers',
    more: OFTEN,
  },
  {
    what: 'a volume cannot be attached to two nodes',
    ...WEB,
    reason: 'FailedAttachVolume',
    message:
      'Multi-Attach error for volume "pvc-22" Volume is already exclusively attached to one node and can\'t be attached to another',
    more: { from: 'attachdetach-controller' },
  },
  {
    what: 'a raw volume cannot be mapped',
    ...DB,
    reason: 'FailedMapVolume',
    message: 'MapVolume.SetUpDevice failed for volume "pvc-23" : rpc error: code = Internal desc = device not found',
    more: OFTEN,
  },
  {
    what: 'a volume cannot be deleted',
    objects: [thing('PersistentVolume', 'pvc-1')],
    about: 'PersistentVolume pvc-1',
    root: 'PersistentVolume pvc-1',
    reason: 'VolumeFailedDelete',
    message: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    more: { ...OFTEN, from: 'ebs.csi.aws.com' },
  },
  {
    what: 'a sandbox of a pod of nobody gets no network',
    ...LONE,
    reason: 'FailedCreatePodSandBox',
    message: `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${'ab'.repeat(32)}": plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.1.0.1-10.1.0.254`,
    more: OFTEN,
  },
  {
    what: 'a host name is too long',
    ...NIGHTLY,
    reason: 'FailedCreatePodSandBox',
    message:
      'Failed to create pod sandbox: rpc error: code = InvalidArgument desc = failed to start sandbox container task: sethostname: invalid argument',
    more: OFTEN,
  },
  {
    what: 'a port of a node is given twice',
    objects: [thing('Service', 'shop/web')],
    about: 'Service shop/web',
    root: 'Service shop/web',
    reason: 'PortAlreadyAllocated',
    message: 'Port 30080 was assigned to multiple services; please recreate service',
    more: { from: 'portallocator-repair-controller' },
  },
  {
    what: 'a load balancer has no nodes',
    objects: [thing('Service', 'shop/web')],
    about: 'Service shop/web',
    root: 'Service shop/web',
    reason: 'UnAvailableLoadBalancer',
    message: 'There are no available nodes for LoadBalancer',
    more: { from: 'service-controller' },
  },
  {
    what: 'an Ingress is refused',
    objects: [thing('Ingress', 'shop/web')],
    about: 'Ingress shop/web',
    root: 'Ingress shop/web',
    reason: 'Rejected',
    message: 'All hosts are taken by other resources',
    more: { from: 'nginx-ingress-controller' },
  },
  {
    what: 'devices for a claim cannot be made ready',
    ...LOAD,
    reason: 'FailedPrepareDynamicResources',
    message:
      'Failed to prepare dynamic resources: prepare dynamic resources: NodePrepareResources failed for claim etl/gpu: error preparing devices',
    more: OFTEN,
  },
  {
    what: 'a claim of a device cannot be made',
    ...LOAD,
    reason: 'FailedResourceClaimCreation',
    message: 'PodResourceClaim gpu: failed to create claim: resourceclaimtemplates.resource.k8s.io "gpu" not found',
    more: { ...OFTEN, from: 'resource_claim' },
  },
];

/** What nodes suffer, and what they only say. */
export const NODE_WORDS: readonly Row[] = [
  {
    what: 'a node gets no range of addresses',
    objects: [node('n1')],
    about: 'Node n1',
    root: 'Node n1',
    reason: 'CIDRNotAvailable',
    message: 'Node n1 status is now: CIDRNotAvailable',
    more: { ...ONCE_NORMAL, from: 'cidrAllocator', times: 9 },
  },
  {
    what: 'images of a node cannot be cleared away',
    objects: [node('n1')],
    about: 'Node n1',
    root: 'Node n1',
    reason: 'ImageGCFailed',
    message: 'failed to garbage collect required amount of images. Wanted to free 9276350464 bytes, but freed 0 bytes',
    more: { times: 3, every: 300 },
  },
  {
    what: 'a kubelet cannot set itself up',
    objects: [node('n1')],
    about: 'Node n1',
    root: 'Node n1',
    reason: 'KubeletSetupFailed',
    message:
      'Failed to start ContainerManager system validation failed - Following Cgroup subsystem not mounted: [memory]',
    more: { times: 3 },
  },
  {
    what: 'a taint that somebody set evicts a pod',
    objects: [node('n1'), ...deployment('shop/web')],
    about: 'Pod shop/web#0',
    root: 'Node n1',
    reason: 'TaintManagerEviction',
    message: 'Marking for deletion Pod shop/{web#0}',
    more: { ...ONCE_NORMAL, from: 'taint-eviction-controller' },
  },
  {
    what: 'a node wants another version of cgroups',
    objects: [node('n1')],
    about: 'Node n1',
    root: undefined,
    reason: 'CgroupV1',
    message:
      'cgroup v1 detected. cgroup v1 support is deprecated and will be removed in a future release. Please migrate to cgroup v2.',
    more: { times: 5, every: 60 },
  },
  {
    what: 'memory of a node may be written to its disk',
    objects: [node('n1')],
    about: 'Node n1',
    root: undefined,
    reason: 'PossibleMemoryBackedVolumesOnDisk',
    message:
      'The tmpfs noswap option is not supported. Memory-backed volumes (e.g. secrets, emptyDirs, etc.) might be swapped to disk and should no longer be considered secure.',
  },
  {
    what: 'a pod asks for names of the cluster on a node without them',
    ...WEB,
    root: undefined,
    reason: 'MissingClusterDNS',
    message:
      'pod: "web_shop(1)". kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.',
  },
  {
    what: 'a pull secret is missing and the image comes all the same',
    ...WEB,
    root: undefined,
    reason: 'FailedToRetrieveImagePullSecret',
    message: 'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
    more: { times: 9, every: 60 },
  },
  {
    what: 'kube-proxy speaks of its future',
    objects: [node('n1')],
    about: 'Node n1',
    root: undefined,
    reason: 'IPVSDeprecation',
    message: 'The ipvs proxier is now deprecated',
    more: { from: 'kube-proxy' },
  },
  {
    what: 'a budget holds pods that nobody owns',
    objects: [thing('PodDisruptionBudget', 'shop/web')],
    about: 'PodDisruptionBudget shop/web',
    root: undefined,
    reason: 'UnmanagedPods',
    message: 'Pods selected by this PodDisruptionBudget (selector: &LabelSelector{}) were found to be unmanaged.',
    more: { from: 'controllermanager', times: 5 },
  },
  {
    what: 'certificates of an API server change',
    objects: [],
    about: 'Pod kube-system/kube-apiserver',
    root: undefined,
    reason: 'TLSConfigChanged',
    message: 'loaded serving cert ["serving-cert::/etc/tls.crt"]: "localhost" [serving]',
    more: { from: 'apiserver' },
  },
];
