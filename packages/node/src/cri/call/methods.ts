/** The calls that are used: service, request, response; the name is the method's (kubernetes/cri-api api.proto, v0.37.0-beta.0). */
export const methods = {
  Version: ['runtime.v1.RuntimeService', 'VersionRequest', 'VersionResponse'],
  RunPodSandbox: ['runtime.v1.RuntimeService', 'RunPodSandboxRequest', 'RunPodSandboxResponse'],
  StopPodSandbox: ['runtime.v1.RuntimeService', 'StopPodSandboxRequest', 'Empty'],
  RemovePodSandbox: ['runtime.v1.RuntimeService', 'RemovePodSandboxRequest', 'Empty'],
  PodSandboxStatus: ['runtime.v1.RuntimeService', 'PodSandboxStatusRequest', 'PodSandboxStatusResponse'],
  ListPodSandbox: ['runtime.v1.RuntimeService', 'ListPodSandboxRequest', 'ListPodSandboxResponse'],
  CreateContainer: ['runtime.v1.RuntimeService', 'CreateContainerRequest', 'CreateContainerResponse'],
  StartContainer: ['runtime.v1.RuntimeService', 'StartContainerRequest', 'Empty'],
  StopContainer: ['runtime.v1.RuntimeService', 'StopContainerRequest', 'Empty'],
  RemoveContainer: ['runtime.v1.RuntimeService', 'RemoveContainerRequest', 'Empty'],
  ListContainers: ['runtime.v1.RuntimeService', 'ListContainersRequest', 'ListContainersResponse'],
  ContainerStatus: ['runtime.v1.RuntimeService', 'ContainerStatusRequest', 'ContainerStatusResponse'],
  ReopenContainerLog: ['runtime.v1.RuntimeService', 'ReopenContainerLogRequest', 'Empty'],
  ExecSync: ['runtime.v1.RuntimeService', 'ExecSyncRequest', 'ExecSyncResponse'],
  Exec: ['runtime.v1.RuntimeService', 'ExecRequest', 'StreamingResponse'],
  Attach: ['runtime.v1.RuntimeService', 'AttachRequest', 'StreamingResponse'],
  PortForward: ['runtime.v1.RuntimeService', 'PortForwardRequest', 'StreamingResponse'],
  ListContainerStats: ['runtime.v1.RuntimeService', 'ListContainerStatsRequest', 'ListContainerStatsResponse'],
  GetContainerEvents: ['runtime.v1.RuntimeService', 'GetEventsRequest', 'ContainerEventResponse'],
  ImageStatus: ['runtime.v1.ImageService', 'ImageStatusRequest', 'ImageStatusResponse'],
  ListImages: ['runtime.v1.ImageService', 'ListImagesRequest', 'ListImagesResponse'],
  PullImage: ['runtime.v1.ImageService', 'PullImageRequest', 'PullImageResponse'],
  // Not of the CRI: containerd's own (containerd/containerd api/services/events/v1/events.proto, v1.6.20).
  Subscribe: ['containerd.services.events.v1.Events', 'SubscribeRequest', 'Envelope'],
} as const;

/** A call's name. */
export type MethodName = keyof typeof methods;
/** The name of the message a call takes. */
export type RequestOf<M extends MethodName> = (typeof methods)[M][1];
/** The name of the message a call gives, once or in a stream. */
export type ResponseOf<M extends MethodName> = (typeof methods)[M][2];
