import type { Draft } from '@outrigger/pod';
import { humanDuration } from '@outrigger/pod';
import type { IAPIService } from 'kubernetes-models/apiregistration.k8s.io/v1';
import type { ICertificateSigningRequest } from 'kubernetes-models/certificates.k8s.io/v1';
import type { ILease } from 'kubernetes-models/coordination.k8s.io/v1';
import type { IFlowSchema, IPriorityLevelConfiguration } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1';
import type { IRuntimeClass } from 'kubernetes-models/node.k8s.io/v1';
import type { IResourceClaim, IResourceSlice } from 'kubernetes-models/resource.k8s.io/v1';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1';
import { AGE, bool, integer, NAME, text } from '../column.ts';
import { ageOf } from '../print.ts';
import { type Printer, printer } from '../printer.ts';

// pkg/printers/internalversion/printers.go@1.36; the last one is kube-aggregator pkg/registry/apiservice/etcd/etcd.go.

/** Leases. */
export const leases: Printer = printer<ILease>(
  [
    NAME,
    text(
      'Holder',
      'holderIdentity contains the identity of the holder of a current lease. If Coordinated Leader Election is used, the holder identity must be equal to the elected LeaseCandidate.metadata.name field.',
    ),
    AGE,
  ],
  (object, now) => [object.metadata?.name ?? '', object.spec?.holderIdentity ?? '', ageOf(object, now)],
);

/** PriorityClasses. */
export const priorityClasses: Printer = printer<IPriorityClass>(
  [
    NAME,
    integer(
      'Value',
      'value represents the integer value of this priority class. This is the actual priority that pods receive when they have the name of this class in their pod spec.',
    ),
    bool(
      'Global-Default',
      'globalDefault specifies whether this PriorityClass should be considered as the default priority for pods that do not have any priority class. Only one PriorityClass can be marked as `globalDefault`. However, if more than one PriorityClasses exists with their `globalDefault` field set to true, the smallest value of such global default PriorityClasses will be used as the default priority.',
    ),
    AGE,
    text(
      'PreemptionPolicy',
      'preemptionPolicy is the Policy for preempting pods with lower priority. One of Never, PreemptLowerPriority. Defaults to PreemptLowerPriority if unset.',
    ),
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    object.value ?? 0,
    object.globalDefault ?? false,
    ageOf(object, now),
    object.preemptionPolicy ?? '',
  ],
);

/** RuntimeClasses. */
export const runtimeClasses: Printer = printer<IRuntimeClass>([NAME, text('Handler', ''), AGE], (object, now) => [
  object.metadata?.name ?? '',
  object.handler ?? '',
  ageOf(object, now),
]);

/** CertificateSigningRequests. */
export const certificateSigningRequests: Printer = printer<ICertificateSigningRequest>(
  [
    NAME,
    AGE,
    text(
      'SignerName',
      'Requested signer for the request. It is a qualified name in the form: `scope-hostname.io/name`. If empty, it will be defaulted:\n 1. If it\'s a kubelet client certificate, it is assigned\n    "kubernetes.io/kube-apiserver-client-kubelet".\n 2. If it\'s a kubelet serving certificate, it is assigned\n    "kubernetes.io/kubelet-serving".\n 3. Otherwise, it is assigned "kubernetes.io/legacy-unknown".\nDistribution of trust for signers happens out of band. You can select on this field using `spec.signerName`.',
    ),
    text('Requestor', 'Base64-encoded PKCS#10 CSR data'),
    text(
      'RequestedDuration',
      'expirationSeconds is the requested duration of validity of the issued certificate. The certificate signer may issue a certificate with a different validity duration so a client must check the delta between the notBefore and and notAfter fields in the issued certificate to determine the actual duration.\n\nThe v1.22+ in-tree implementations of the well-known Kubernetes signers will honor this field as long as the requested duration is not greater than the maximum duration they will honor per the --cluster-signing-duration CLI flag to the Kubernetes controller manager.\n\nCertificate signers may not honor this field for various reasons:\n\n  1. Old signer that is unaware of the field (such as the in-tree\n     implementations prior to v1.22)\n  2. Signer whose configured maximum is shorter than the requested duration\n  3. Signer whose configured minimum is longer than the requested duration\n\nThe minimum valid value for expirationSeconds is 600, i.e. 10 minutes.',
    ),
    text('Condition', 'Conditions applied to the request, such as approval or denial.'),
  ],
  (object, now) => {
    const { metadata, spec } = object;
    const seconds = spec?.expirationSeconds;
    return [
      metadata?.name ?? '',
      ageOf(object, now),
      spec?.signerName || '<none>',
      spec?.username ?? '',
      seconds === undefined ? '<none>' : humanDuration(seconds * 1000),
      signingState(object),
    ];
  },
);

/** ResourceClaims. */
export const resourceClaims: Printer = printer<IResourceClaim>(
  [NAME, text('State', 'A summary of the current state (allocated, pending, reserved, etc.).'), AGE],
  (object, now) => {
    const { metadata, status } = object;
    const isGoing = metadata?.deletionTimestamp !== undefined;
    const states = [
      isGoing && 'deleted',
      status?.allocation === undefined && !isGoing && 'pending',
      status?.allocation !== undefined && 'allocated',
      status?.allocation !== undefined && Boolean(status.reservedFor?.length) && 'reserved',
    ];
    return [metadata?.name ?? '', states.filter(Boolean).join(','), ageOf(object, now)];
  },
);

/** ResourceSlices. */
export const resourceSlices: Printer = printer<IResourceSlice>(
  [
    NAME,
    text(
      'Node',
      'NodeName identifies the node which provides the resources in this pool. A field selector can be used to list only ResourceSlice objects belonging to a certain node.\n\nThis field can be used to limit access from nodes to ResourceSlices with the same node name. It also indicates to autoscalers that adding new nodes of the same type as some old node might also make new resources available.\n\nExactly one of NodeName, NodeSelector, AllNodes, and PerDeviceNodeSelection must be set. This field is immutable.',
    ),
    text(
      'Driver',
      'Driver identifies the DRA driver providing the capacity information. A field selector can be used to list only ResourceSlice objects with a certain driver name.\n\nMust be a DNS subdomain and should end with a DNS domain owned by the vendor of the driver. It should use only lower case characters. This field is immutable.',
    ),
    text(
      'Pool',
      'Name is used to identify the pool. For node-local devices, this is often the node name, but this is not required.\n\nIt must not be longer than 253 characters and must consist of one or more DNS sub-domains separated by slashes. This field is immutable.',
    ),
    AGE,
  ],
  (object, now) => {
    const { nodeName = '', driver = '', pool } = object.spec ?? {};
    return [object.metadata?.name ?? '', nodeName, driver, pool?.name ?? '', ageOf(object, now)];
  },
);

/** Kinds that have nothing to show but their age. */
export const named: Printer = printer<Pick<ILease, 'metadata'>>([NAME, AGE], (object, now) => [
  object.metadata?.name ?? '',
  ageOf(object, now),
]);

/** FlowSchemas. */
export const flowSchemas: Printer = printer<IFlowSchema>(
  [
    NAME,
    text('PriorityLevel', '`name` is the name of the priority level configuration being referenced Required.'),
    text(
      'MatchingPrecedence',
      '`matchingPrecedence` is used to choose among the FlowSchemas that match a given request. The chosen FlowSchema is among those with the numerically lowest (which we take to be logically highest) MatchingPrecedence.  Each MatchingPrecedence value must be ranged in [1,10000]. Note that if the precedence is not specified, it will be set to 1000 as default.',
    ),
    text(
      'DistinguisherMethod',
      '`distinguisherMethod` defines how to compute the flow distinguisher for requests that match this schema. `nil` specifies that the distinguisher is disabled and thus will always be the empty string.',
    ),
    AGE,
    text('MissingPL', 'references a broken or non-existent PriorityLevelConfiguration'),
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    return [
      metadata?.name ?? '',
      spec?.priorityLevelConfiguration?.name ?? '',
      spec?.matchingPrecedence ?? 0,
      spec?.distinguisherMethod?.type ?? '<none>',
      ageOf(object, now),
      status?.conditions?.find(({ type }) => type === 'Dangling')?.status ?? '?',
    ];
  },
);

/** PriorityLevelConfigurations. */
export const priorityLevelConfigurations: Printer = printer<IPriorityLevelConfiguration>(
  [
    NAME,
    text(
      'Type',
      '`type` indicates whether this priority level is subject to limitation on request execution.  A value of `"Exempt"` means that requests of this priority level are not subject to a limit (and thus are never queued) and do not detract from the capacity made available to other priority levels.  A value of `"Limited"` means that (a) requests of this priority level _are_ subject to limits and (b) some of the server\'s limited capacity is made available exclusively to this priority level. Required.',
    ),
    text(
      'NominalConcurrencyShares',
      '`nominalConcurrencyShares` (NCS) contributes to the computation of the NominalConcurrencyLimit (NominalCL) of this level. This is the number of execution seats available at this priority level. This is used both for requests dispatched from this priority level as well as requests dispatched from other priority levels borrowing seats from this level. The server\'s concurrency limit (ServerCL) is divided among the Limited priority levels in proportion to their NCS values:\n\nNominalCL(i)  = ceil( ServerCL * NCS(i) / sum_ncs ) sum_ncs = sum[priority level k] NCS(k)\n\nBigger numbers mean a larger nominal concurrency limit, at the expense of every other priority level.\n\nIf not specified, this field defaults to a value of 30.\n\nSetting this field to zero supports the construction of a "jail" for this priority level that is used to hold some request(s)',
    ),
    text(
      'Queues',
      '`queues` is the number of queues for this priority level. The queues exist independently at each apiserver. The value must be positive.  Setting it to 1 effectively precludes shufflesharding and thus makes the distinguisher method of associated flow schemas irrelevant.  This field has a default value of 64.',
    ),
    text(
      'HandSize',
      "`handSize` is a small positive number that configures the shuffle sharding of requests into queues.  When enqueuing a request at this priority level the request's flow identifier (a string pair) is hashed and the hash value is used to shuffle the list of queues and deal a hand of the size specified here.  The request is put into one of the shortest queues in that hand. `handSize` must be no larger than `queues`, and should be significantly smaller (so that a few heavy flows do not saturate most of the queues).  See the user-facing documentation for more extensive guidance on setting this field.  This field has a default value of 8.",
    ),
    text(
      'QueueLengthLimit',
      '`queueLengthLimit` is the maximum number of requests allowed to be waiting in a given queue of this priority level at a time; excess requests are rejected.  This value must be positive.  If not specified, it will be defaulted to 50.',
    ),
    AGE,
  ],
  (object, now) => {
    const { limited, type = '' } = object.spec ?? {};
    const { queues, handSize, queueLengthLimit } = limited?.limitResponse?.queuing ?? {};
    return [
      object.metadata?.name ?? '',
      type,
      limited?.nominalConcurrencyShares ?? '<none>',
      queues ?? '<none>',
      handSize ?? '<none>',
      queueLengthLimit ?? '<none>',
      ageOf(object, now),
    ];
  },
);

/** APIServices. */
export const apiServices: Printer = printer<IAPIService>(
  [
    NAME,
    text('Service', 'The reference to the service that hosts this API endpoint.'),
    text('Available', 'Whether this service is available.'),
    AGE,
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    const available = (status as Draft<IAPIService>['status'])?.conditions?.find(({ type }) => type === 'Available');
    const reason = available?.status !== 'True' && available?.reason ? ` (${available.reason})` : '';
    return [
      metadata?.name ?? '',
      spec?.service === undefined ? 'Local' : `${spec.service.namespace}/${spec.service.name}`,
      `${available?.status ?? 'Unknown'}${reason}`,
      ageOf(object, now),
    ];
  },
);

function signingState({ status }: Draft<ICertificateSigningRequest>): string {
  const has = (wanted: string) => status?.conditions?.some(({ type }) => type === wanted) ?? false;
  const states = [
    has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending',
    has('Failed') && 'Failed',
    Boolean(status?.certificate) && 'Issued',
  ];
  return states.filter(Boolean).join(',');
}
