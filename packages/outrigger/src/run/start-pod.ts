import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  type Driver,
  giveUp,
  hearRequests,
  lookAfter,
  openPodFolder,
  type PodFolder,
  type PodNews,
  type ProbeResult,
  type StoredRun,
  takeOver,
} from '@outrigger/node';
import type { PodStatus } from '@outrigger/pod';
import { Failure } from '../world/failure.ts';
import { type PodEnd, podEnd } from './exit-code.ts';
import type { RunFlags } from './flags.ts';
import { keepingPods } from './keeping-pods.ts';
import type { PlannedPod } from './plan/plan-workload.ts';

/** A pod that is looked after by this command. */
export interface RunningPod {
  readonly folder: PodFolder;
  /** When it has succeeded or failed, or is gone. */
  readonly finished: Promise<PodEnd>;
  readonly gone: Promise<void>;
  /** As the API server would have it now. */
  readonly status: () => PodStatus | undefined;
  /** ms since 1970 of a time on the pod's own clock. */
  readonly wallAt: (time: number) => number;
  /** Deletes it, with its own grace period where none is given. */
  readonly delete: (graceSeconds: number | undefined) => void;
}

/** What starting a pod needs. */
export interface StartPodOptions {
  readonly root: string;
  readonly flags: RunFlags;
  readonly objects: readonly unknown[];
  readonly images: Readonly<Record<string, readonly string[]>>;
  readonly driver: Driver;
  readonly hear: (news: PodNews) => void;
  /** The pod is gone, and what is kept of it goes next. */
  readonly closing?: () => void;
  /** Hears once that nothing can be written down of it. */
  readonly complain?: (message: string) => void;
  /** Hears what whoever runs the pod should know of it. */
  readonly note?: (message: string) => void;
  readonly probed?: (result: ProbeResult) => void;
  /** Somebody has asked to stop it: what is to happen before that. */
  readonly stopping?: () => Promise<void>;
}

/** Starts a pod, or goes on with it where an earlier command was killed. */
export async function startPod(planned: PlannedPod, options: StartPodOptions): Promise<RunningPod> {
  const { folder, owner } = keepingPods(options.root, () => {
    const opened = openPodFolder(options.root, planned.namespace, planned.name);
    return { folder: opened, owner: takeOver(opened.path) };
  });
  const title = `${planned.namespace}/${planned.name}`;
  if (!owner.ok) {
    throw new Failure(`pod ${title} runs already; process ${owner.pid} looks after it`, {
      code: 'runs-already',
      hint: `outrigger stop ${planned.name} -n ${planned.namespace}`,
    });
  }
  const stored = folder.readRun();
  if (stored && !isOf(stored, planned)) {
    giveUp(folder.path);
    throw new Failure(`pod ${title} is there already, with another spec`, {
      code: 'differs',
      hint: `outrigger stop ${planned.name} -n ${planned.namespace}, and run it again`,
    });
  }
  const run = stored ?? newRun(planned, options);
  if (!stored) keepingPods(options.root, () => folder.writeRun(run));
  return resume(folder, run, options);
}

/** Looks after a pod as its folder says. */
export async function resume(
  folder: PodFolder,
  run: StoredRun,
  {
    driver,
    hear,
    closing = () => {},
    complain = () => {},
    note = () => {},
    probed = () => {},
    stopping = async () => {},
  }: Pick<StartPodOptions, 'driver' | 'hear' | 'closing' | 'complain' | 'note' | 'probed' | 'stopping'>,
): Promise<RunningPod> {
  const finished = Promise.withResolvers<PodEnd>();
  let last: PodEnd | undefined;
  const worker = await lookAfter(folder, run, {
    driver,
    complain,
    note,
    probed,
    hear(news) {
      last = podEnd(news.status) ?? last;
      if (last) finished.resolve(last);
      hear(news);
    },
  });
  const already = podEnd(worker.status());
  if (already) finished.resolve(already);
  const remove = (graceSeconds: number | undefined) =>
    worker.tell({ is: 'deleted', ...(graceSeconds !== undefined && { graceSeconds }) });
  // One that was asked while nobody looked after the pod is heard at once.
  const unhear = hearRequests(folder.path, ({ graceSeconds }) => {
    stopping().then(() => remove(graceSeconds), finished.reject);
  });
  const gone = worker.ended.then(() => {
    unhear();
    closing();
    finished.resolve(last ?? { phase: 'Failed', exitCodes: new Map() });
    folder.remove();
  });
  gone.catch(finished.reject);
  const { status, wallAt } = worker;
  return { folder, finished: finished.promise, gone, status, wallAt, delete: remove };
}

/** Whether what is kept is this pod: by its uid where it has one, and else by what it is to be. */
function isOf(stored: StoredRun, { uid, pod }: PlannedPod): boolean {
  return uid === undefined ? isDeepStrictEqual(stored.pod, JSON.parse(JSON.stringify(pod))) : stored.uid === uid;
}

function newRun({ pod, uid = randomUUID() }: PlannedPod, { flags, objects, images }: StartPodOptions): StoredRun {
  const { kubelet, timing, driver, cri, allowHostPath = [] } = flags;
  return {
    pod,
    uid,
    createdAt: Date.now(),
    kubelet,
    timing,
    driver,
    cri,
    images,
    material: objects.filter(isMaterial),
    hostPaths: allowHostPath,
  };
}

function isMaterial(object: unknown): boolean {
  const { kind } = object as { readonly kind?: unknown };
  return kind === 'ConfigMap' || kind === 'Secret';
}
