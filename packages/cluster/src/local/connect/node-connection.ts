import type { Duplex } from 'node:stream';

/**
 * What the API server asks of a node's kubelet: to look into containers and to reach them. Upstream this is the kubelet's own
 * HTTP server (kubernetes pkg/kubelet/server/server.go@1.36); here it is a value, because both live in one process.
 */
export interface NodeConnection {
  /** A container's log, as its lines were written. Ends with the container when it is followed, or by the signal. */
  readonly logs: (
    place: ContainerPlace,
    options: LogOptions,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<Uint8Array> | NodeProblem>;
  /** Runs a command in a container until it ends. */
  readonly exec: (place: ContainerPlace, command: readonly string[], streams: ContainerStreams) => Promise<CommandEnd>;
  /** Joins the container's own process until it ends, or until the client goes. */
  readonly attach: (place: ContainerPlace, streams: ContainerStreams) => Promise<CommandEnd>;
  /** A connection to a port of the pod; every call makes one. */
  readonly portForward: (place: PodPlace, port: number, signal: AbortSignal) => Promise<Duplex | NodeProblem>;
  /** What the node and its pods use right now. */
  readonly stats: () => Promise<NodeStats>;
}

/** Which pod. */
export interface PodPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
}

/** Which container of it: a main, an init or an ephemeral one. */
export interface ContainerPlace extends PodPlace {
  readonly container: string;
}

/** Which part of a log is wanted (core/v1 PodLogOptions). */
export interface LogOptions {
  readonly follow: boolean;
  /** Of the instance before the current one. */
  readonly previous: boolean;
  /** An RFC 3339 time with nanoseconds in front of each line. */
  readonly timestamps: boolean;
  /** Only the last so many lines. */
  readonly tailLines: number | undefined;
  /** Only lines from this moment on. */
  readonly since: Date | undefined;
  readonly limitBytes: number | undefined;
}

/** What goes in and out while a command runs. */
export interface ContainerStreams {
  /** Undefined when nothing is to go in; ends when the client has nothing more to say. */
  readonly stdin: AsyncIterable<Uint8Array> | undefined;
  /** Resolves when there is room for more. Undefined when nobody wants to see it. */
  readonly stdout: ((bytes: Uint8Array) => Promise<void>) | undefined;
  /** Undefined with a terminal too, where both come as one. */
  readonly stderr: ((bytes: Uint8Array) => Promise<void>) | undefined;
  readonly tty: boolean;
  /** Sizes of the client's terminal as they change. */
  readonly sizes: AsyncIterable<TerminalSize>;
  /** The client has gone. */
  readonly signal: AbortSignal;
}

/** Columns and rows. */
export interface TerminalSize {
  readonly width: number;
  readonly height: number;
}

/** How a command ended. */
export type CommandEnd = { readonly exitCode: number } | NodeProblem;

/** What a kubelet answers when it cannot, e.g. `container not found ("web")`. */
export interface NodeProblem {
  /** Of HTTP. */
  readonly code: number;
  readonly problem: string;
}

/** Whether it is one. */
export function isNodeProblem(value: object): value is NodeProblem {
  return 'problem' in value;
}

/** What a node's summary says (kubelet pkg/apis/stats/v1alpha1@1.36), as far as metrics.k8s.io tells it. */
export interface NodeStats {
  readonly at: Date;
  /** How long CPU was measured for. */
  readonly windowSeconds: number;
  readonly node: Usage;
  readonly pods: readonly PodStats[];
}

/** One pod that runs. */
export interface PodStats {
  readonly namespace: string;
  readonly pod: string;
  readonly containers: readonly (Usage & { readonly name: string })[];
}

/** CPU in billionths of a core, memory in bytes (the working set). */
export interface Usage {
  readonly cpuNanoCores: number;
  readonly memoryBytes: number;
}
