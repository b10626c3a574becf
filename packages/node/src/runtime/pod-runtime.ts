import type { Container } from '@outrigger/pod';
import type { ContainerSetup } from '../setup/container-setup.ts';
import type { NodeImage } from './node-image.ts';
import type { PodReach } from './pod-reach.ts';

/**
 * What a driver can do for one pod: with processes, or with a container runtime. Thin hands: they know no rules of the kubelet.
 * A call that cannot be carried out rejects with a {@link RuntimeFailure}; anything else that is thrown is a bug.
 */
export interface PodRuntime {
  /** Makes a sandbox and says where the pod can be reached. */
  readonly createSandbox: (attempt: number) => Promise<CreatedSandbox>;
  /** Takes a sandbox and its network down; nothing happens where it is gone already. */
  readonly stopSandbox: (id: string) => Promise<void>;
  readonly hasImage: (container: Container) => Promise<boolean>;
  /** Pulls an image and answers with its size in bytes. */
  readonly pullImage: (container: Container) => Promise<number>;
  /** Creates and starts a container; answers when it runs. Its end is told to {@link RuntimeWatch.exited}. */
  readonly start: (request: StartRequest) => Promise<{ readonly startedAt: number }>;
  /** Runs a command in a container, and kills it when the time is over or the signal is aborted. */
  readonly exec: (id: string, request: ExecRequest) => Promise<ExecResult>;
  /** Sends the stop signal, and SIGKILL after the grace period; answers when the container has ended. */
  readonly stop: (id: string, request: StopRequest) => Promise<void>;
  /** Forgets a dead container and its files, but for its logs. */
  readonly remove: (id: string) => Promise<void>;
  /** Kills from outside, as an accident does: the running process of a container, the sandbox, or everything of the pod. */
  readonly crash: (what: { readonly container: string } | 'sandbox' | 'everything') => Promise<void>;
  /** Takes away all that is left of the pod: sandboxes, containers, files that are not logs. */
  readonly removeAll: () => Promise<void>;
  /** What there is of the pod now, for a command that was started anew. */
  readonly inspect: () => Promise<RuntimeContents>;
  /** Lets go without stopping anything: what runs, runs on. */
  readonly release: () => Promise<void>;
}

/** How a driver opens a pod. Times are ms since 1970. */
export interface Driver extends AsyncDisposable {
  readonly name: 'process' | 'cri';
  readonly open: (place: PodPlace, watch: RuntimeWatch) => Promise<PodRuntime>;
  /** `containerd 1.6.20`; `outrigger process` for processes. */
  readonly runtime: string;
  /** The images that are there; rejects with a {@link RuntimeFailure} while the runtime is away. */
  readonly images: () => Promise<readonly NodeImage[]>;
  /** How people reach into what it runs. */
  readonly reach: PodReach;
}

/** Which pod, and where its files are. */
export interface PodPlace {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The pod as the API server has it. */
  readonly pod: object;
  /** A folder of the pod's own, which exists, 0700. */
  readonly folder: string;
}

/** What a driver tells unasked. Times are ms since 1970. */
export interface RuntimeWatch {
  readonly exited: (id: string, end: ContainerEnd) => void;
  /** A sandbox has died, and its containers with it or not. */
  readonly sandboxLost: (id: string) => void;
}

/** How a container ended. */
export interface ContainerEnd {
  readonly at: number;
  /** 128 and the signal for one that was killed. */
  readonly exitCode: number;
  /** `OOMKilled` where that is known. */
  readonly reason?: string;
  /** What the container left as its termination message. */
  readonly message?: string;
}

/** A sandbox that runs. */
export interface CreatedSandbox {
  readonly id: string;
  /** Where probes and hooks reach the pod. */
  readonly podIp: string;
}

/** What to start. */
export interface StartRequest {
  /** The engine's name for this instance; unique in the pod. */
  readonly id: string;
  readonly container: Container;
  /** Restart count. */
  readonly attempt: number;
  readonly sandbox: string;
  readonly setup: ContainerSetup;
}

/** A command in a container. */
export interface ExecRequest {
  readonly command: readonly string[];
  /** 0 = no limit. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How a command in a container ended. Its output is cut off at 10 KiB, as the kubelet does. */
export type ExecResult =
  | { readonly ended: true; readonly exitCode: number; readonly output: string }
  | { readonly ended: false; readonly output: string };

/** How to stop a container. */
export interface StopRequest {
  /** `SIGTERM` */
  readonly signal: string;
  readonly graceSeconds: number;
}

/** What a runtime has of a pod. */
export interface RuntimeContents {
  readonly sandboxes: readonly { readonly id: string; readonly ready: boolean; readonly podIp: string }[];
  readonly containers: readonly {
    readonly id: string;
    readonly running: boolean;
    /** Absent while it runs. */
    readonly end?: ContainerEnd;
  }[];
}
