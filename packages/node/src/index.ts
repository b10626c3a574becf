export { type ActOptions, actOut } from './act/act-out.ts';
export {
  type CriDriver,
  type CriOptions,
  createCriDriver,
} from './cri/cri-driver.ts';
export { apiStatus } from './kubelet/api-status.ts';
export { nodeConnection } from './kubelet/connection/node-connection.ts';
export type { Machine } from './kubelet/node/describe-node.ts';
export { keepNode, type NodeOptions } from './kubelet/node/keep-node.ts';
export type { NodePod } from './kubelet/node-pod.ts';
export { type KubeletOptions, type RunningKubelet, startKubelet } from './kubelet/start-kubelet.ts';
export { type FollowedLog, followLog } from './log/follow-log.ts';
export { type LogLine, readLogLine } from './log/read-line.ts';
export { type LookAfterOptions, lookAfter, type ProbeResult } from './look-after.ts';
export { type OtherUser, otherUser } from './process/other-user.ts';
export { createProcessDriver, type ProcessDriverOptions } from './process/process-driver.ts';
export { type ProcessUsage, processUsages } from './process/process-usage.ts';
export type { Driver } from './runtime/pod-runtime.ts';
export { RuntimeFailure } from './runtime/runtime-failure.ts';
export { type MaterialProblem, readMaterial } from './setup/material.ts';
export { giveUp, ownerOf, takeOver } from './state/owner.ts';
export { openPodFolder, type PodFolder, podFolders, type StoredRun } from './state/pod-folder.ts';
export { ask, hearRequests, type PodRequest } from './state/requests.ts';
export { storedLife } from './stored-life.ts';
export type { PodNews } from './worker/pod-worker.ts';
