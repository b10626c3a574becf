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
import { Failure } from '../world/failure.ts';
import { type PodEnd, podEnd } from './exit-code.ts';
import type { RunFlags } from './flags.ts';
import type { PlannedPod } from './plan-pods.ts';

/** A pod that is looked after by this command. */
export interface RunningPod {
  readonly folder: PodFolder;
  /** When it has succeeded or failed, or is gone. */
  readonly finished: Promise<PodEnd>;
  readonly gone: Promise<void>;
  /** Whether somebody else has stopped it before it ended by itself. */
  readonly wasStopped: () => boolean;
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
}

/** Starts a pod, or goes on with it where an earlier command was killed. */
export async function startPod(planned: PlannedPod, options: StartPodOptions): Promise<RunningPod> {
  const { folder, owner } = writable(options.root, () => {
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
  if (stored && !isDeepStrictEqual(stored.pod, JSON.parse(JSON.stringify(planned.pod)))) {
    giveUp(folder.path);
    throw new Failure(`pod ${title} is there already, with another spec`, {
      code: 'differs',
      hint: `outrigger stop ${planned.name} -n ${planned.namespace}, and run it again`,
    });
  }
  const run = stored ?? newRun(planned, options);
  if (!stored) writable(options.root, () => folder.writeRun(run));
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
  }: Pick<StartPodOptions, 'driver' | 'hear' | 'closing' | 'complain' | 'note' | 'probed'>,
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
  let wasStopped = false;
  // One that was asked while nobody looked after the pod is heard at once.
  const unhear = hearRequests(folder.path, ({ graceSeconds }) => {
    wasStopped ||= !last && !already;
    remove(graceSeconds);
  });
  const gone = worker.ended.then(() => {
    unhear();
    closing();
    finished.resolve(last ?? { phase: 'Failed', exitCodes: new Map() });
    folder.remove();
  });
  gone.catch(finished.reject);
  return { folder, finished: finished.promise, gone, wasStopped: () => wasStopped, delete: remove };
}

/** Without a place to write to no pod is begun. */
function writable<T>(root: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Failure(`pods cannot be kept in ${root}: ${(error as Error).message}`, {
      code: 'state-not-writable',
      exitCode: 3,
      hint: 'choose another folder with --state or OUTRIGGER_STATE',
      cause: error,
    });
  }
}

function newRun({ pod }: PlannedPod, { flags, objects, images }: StartPodOptions): StoredRun {
  const { kubelet, timing, driver, cri, allowHostPath = [] } = flags;
  return {
    pod,
    uid: randomUUID(),
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
