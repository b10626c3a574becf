import type { Kubelet } from '../kubelet/profile.ts';
import type { Pod, ProbeKind } from '../model/pod.ts';
import type { PodEvent } from './actions.ts';
import { EMPTY_RUNTIME, type Runtime } from './runtime.ts';
import type { PodStatus } from './status/pod-status.ts';
import type { Step } from './sync/steps.ts';

/** Everything that is known of a pod and of the kubelet's memory about it. Plain data: it can be stored and sent. */
export type PodState = DeepReadonly<LiveState>;

type DeepReadonly<T> = T extends (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** The state while one turn owns it and changes it. */
export interface LiveState {
  /** What the runtime really has. */
  runtime: Runtime;
  /** What the kubelet saw at its last relist. */
  seen: Runtime;
  /** How many relists there were. */
  looks: number;
  nextRelist: number;
  relistRequested: boolean;
  /** What was asked of the pod at the API server. */
  request: Request;
  kubeletUp: boolean;
  kubeletSince: number;
  worker: Worker;
  /** Running stops, at most one per instance. */
  kills: Kill[];
  probes: ProbeWorker[];
  /** Per container index. */
  memory: ContainerMemory[];
  images: Record<string, ImageMemory>;
  status: StatusMemory;
  recorder: Recorder;
  /** Where the kubelet's ticks and the wall clock's seconds fall, in ms. */
  clock: { tick: number; wall: number };
  random: number;
  gone: boolean;
}

/** Deletion, eviction and conditions set by others. */
export interface Request {
  deletedAt: number | undefined;
  /** Grace of the deletion, in seconds. */
  deletionGrace: number | undefined;
  eviction: { graceSeconds: number | undefined; reason: string; message: string } | undefined;
  conditions: Record<string, boolean>;
}

/** The pod worker: one goroutine per pod upstream, one state machine here. */
export interface Worker {
  stage: 'idle' | 'waitingForStatus' | 'volumes' | 'steps' | 'volumesGone' | 'finished';
  /** What the sync under way is for. */
  work: 'sync' | 'terminating' | 'terminated';
  pending: boolean;
  /** The pod's status at the API server when the last update was made for the worker, and that of the update it works on. */
  asked: PodStatus | undefined;
  given: PodStatus | undefined;
  /** When the work queue asks for the next sync. */
  queuedAt: number;
  /** Time of the stage's end, for stages that wait. */
  until: number;
  /** Relists up to the end of the last sync. */
  looksAtLastSync: number;
  synced: boolean;
  /** The status this sync works with; a kill and the restart after it see the same one. */
  using: Runtime;
  steps: Step[];
  doing: Doing | undefined;
  /** Results of the sync so far. */
  changed: boolean;
  failed: boolean;
  backOffEnd: number;
  restartingAll: boolean;
  terminatingSince: number | undefined;
  terminatedAt: number | undefined;
  /** Effective grace of the termination, in seconds. */
  grace: number;
}

/** The step a sync is waiting in. */
export interface Doing {
  /** Restart count of the instance that is being started. */
  attempt: number;
  what: 'sandbox' | 'kills' | 'stopSandbox' | 'inspect' | 'pull' | 'start' | 'postStart' | 'failedHook';
  container: number;
  id: string;
  since: number;
}

/** One stop of one instance: preStop, then its turn, then the signal. */
export interface Kill {
  id: string;
  container: number;
  stage: 'preStop' | 'turn' | 'signal' | 'done';
  /** Seconds that are left. */
  grace: number;
  /** Seconds after the signal whatever the preStop hook took; undefined = what is left. */
  afterSignal: number | undefined;
  stageSince: number;
  /** The names it waits for when the stop is ordered. */
  after: number[];
}

/** One prober goroutine. */
export interface ProbeWorker {
  container: number;
  kind: ProbeKind;
  nextTick: number;
  /** The pod status at which it found nothing to do: its ticks mean nothing while that stands. */
  restingOn: PodStatus | undefined;
  manual: boolean;
  running: boolean;
  stopped: boolean;
  onHold: boolean;
  /** The instance it watches, and its verdict. */
  id: string;
  verdict: 'success' | 'failure' | 'unknown' | undefined;
  lastResult: 'success' | 'failure' | undefined;
  resultRun: number;
  /** It was made when the pod was already being deleted. */
  sinceDeletion: boolean;
}

/** What the kubelet and the node remember of a container. */
export interface ContainerMemory {
  /** Instances made so far; makes their ids unique. */
  starts: number;
  /** Next restart count by the log directory, for when the runtime has forgotten the container. */
  logs: number;
  backOff: { wait: number; updatedAt: number; image: string } | undefined;
  /** Why it could not be started (pkg/kubelet/reason_cache.go). */
  reason: { reason: string; message: string } | undefined;
}

/** What is known of an image. */
export interface ImageMemory {
  present: boolean;
  pullBackOff: { wait: number; updatedAt: number } | undefined;
  pullError: string;
}

/** The status manager: what the kubelet holds true, and what the API server has. */
export interface StatusMemory {
  local: PodStatus | undefined;
  api: PodStatus | undefined;
  /** When the local status reaches the API server; Infinity = it has. */
  sendAt: number;
  finished: boolean;
}

/** The Event recorder's memory: how often each Event was seen, and how many more are allowed. */
export interface Recorder {
  seen: SeenEvent[];
  budgets: Record<string, { tokens: number; at: number }>;
}

/** An Event that was recorded, or dropped, so often; a combined one stands for every further message of its reason. */
export interface SeenEvent {
  type: PodEvent['type'];
  reason: string;
  field: string | undefined;
  message: string;
  combined: boolean;
  count: number;
}

/** The state of a pod that was created at `at` ms and that its kubelet has not synced yet. */
export function newPodState(pod: Pod, at: number, kubelet: Kubelet): PodState {
  const { seed, relistEvery, workTick, wholeSeconds } = kubelet.timing;
  const phase = (n: 0 | 1 | 2, of: number) => Math.round(fraction(seed, n) * of);
  return {
    ...newKubeletMemory(at - kubelet.timing.kubeletAge),
    nextRelist: at + phase(0, relistEvery),
    runtime: EMPTY_RUNTIME,
    request: { deletedAt: undefined, deletionGrace: undefined, eviction: undefined, conditions: {} },
    kubeletUp: true,
    memory: pod.containers.map(newContainerMemory),
    clock: { tick: phase(1, workTick), wall: wholeSeconds ? phase(2, 1000) : 0 },
    random: seed | 0,
    gone: false,
  };
}

/** What the kubelet remembers of a container that has never run. */
export function newContainerMemory(): ContainerMemory {
  return { starts: 0, logs: 0, backOff: undefined, reason: undefined };
}

/**
 * Where the kubelet's clocks stand when the pod is created, as a part of their period: relist, work queue, wall clock.
 * Seed 0 stands for the most common case of the recordings; any other seed for a kubelet caught at another moment.
 */
function fraction(seed: number, clock: 0 | 1 | 2): number {
  if (seed === 0) return [0.1, 0.9, 0.5][clock] as number;
  const x = Math.sin(seed * 12.9898 + clock * 78.233) * 43_758.5453;
  return x - Math.floor(x);
}

type KubeletMemory = Omit<LiveState, 'runtime' | 'request' | 'kubeletUp' | 'memory' | 'clock' | 'random' | 'gone'>;

/** What a kubelet that started at `at` ms knows: nothing. */
export function newKubeletMemory(at: number): KubeletMemory {
  return {
    seen: EMPTY_RUNTIME,
    looks: 0,
    nextRelist: at,
    relistRequested: false,
    kubeletSince: at,
    worker: newWorker(),
    kills: [],
    probes: [],
    images: {},
    status: { local: undefined, api: undefined, sendAt: Number.POSITIVE_INFINITY, finished: false },
    recorder: { seen: [], budgets: {} },
  };
}

function newWorker(): Worker {
  return {
    stage: 'idle',
    work: 'sync',
    pending: true,
    asked: undefined,
    given: undefined,
    queuedAt: Number.POSITIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    looksAtLastSync: -1,
    synced: false,
    using: EMPTY_RUNTIME,
    steps: [],
    doing: undefined,
    changed: false,
    failed: false,
    backOffEnd: Number.POSITIVE_INFINITY,
    restartingAll: false,
    terminatingSince: undefined,
    terminatedAt: undefined,
    grace: 0,
  };
}

/** A copy that a turn may change: every mutable part is new, everything immutable is shared. */
export function copyState(state: PodState): LiveState {
  const { worker, status, recorder, request } = state;
  return {
    ...state,
    request: { ...request, conditions: { ...request.conditions } },
    worker: { ...worker, steps: worker.steps.slice() as Step[], doing: worker.doing && { ...worker.doing } },
    kills: state.kills.map((kill) => ({ ...kill, after: kill.after.slice() })),
    probes: state.probes.map((probe) => ({ ...probe })),
    memory: state.memory.map((memory) => ({ ...memory })),
    images: { ...state.images },
    status: { ...status },
    recorder: { seen: recorder.seen.map((event) => ({ ...event })), budgets: { ...recorder.budgets } },
  } as LiveState;
}
