export { type CriDriver, type CriOptions, createCriDriver } from './cri/cri-driver.ts';
export { createProcessDriver, type ProcessDriverOptions } from './process/process-driver.ts';
export type { Driver, PodPlace } from './runtime/pod-runtime.ts';
export { RuntimeFailure } from './runtime/runtime-failure.ts';
export { openPodFolder, type PodFolder, podFolders, type StoredRun } from './state/pod-folder.ts';
export type { PodNews } from './worker/pod-worker.ts';
