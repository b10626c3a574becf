import { FAST, type Kubelet, kubeletOf, kubeletTiming, readPod } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { runHook } from './hook/run-hook.ts';
import { probeTarget } from './probe/probe-target.ts';
import { runProbe } from './probe/run-probe.ts';
import type { Driver } from './runtime/pod-runtime.ts';
import { createSetUp } from './setup/create-set-up.ts';
import type { Material } from './setup/material.ts';
import { openPodDiary } from './state/pod-diary.ts';
import type { PodFolder, StoredRun } from './state/pod-folder.ts';
import { toldOfRun } from './state/told-of-run.ts';
import { podClock } from './worker/pod-clock.ts';
import { type PodNews, type PodWorker, startPodWorker } from './worker/pod-worker.ts';

/** What looking after a pod needs beside its folder. */
export interface LookAfterOptions {
  readonly driver: Driver;
  /** Hears what is told to the API server, after it has been written down. */
  readonly hear: (news: PodNews) => void;
  /** Hears once that the disk is full, or broken: the pod runs on, and is not written down. */
  readonly complain?: (message: string) => void;
  /** Hears what is other here than in a cluster, and what keeps a pod from being gone. */
  readonly note?: (message: string) => void;
  /** Hears how each run of a probe ended. */
  readonly probed?: (result: ProbeResult) => void;
  /** ConfigMaps, Secrets and tokens as a cluster has them now; without it those that were kept with the pod. */
  readonly material?: () => Promise<Material>;
  /** In a cluster, what the node is called there. */
  readonly nodeName?: string;
}

/** How one run of a probe ended. */
export interface ProbeResult {
  readonly container: string;
  readonly kind: 'startup' | 'readiness' | 'liveness';
  readonly ok: boolean;
}

/** A pod that is looked after. */
export interface LookedAfterPod extends Omit<PodWorker, 'change'> {
  /** Somebody has changed what the API lets be changed of a pod: it lives on by that. */
  readonly changeTo: (pod: IPod) => void;
  /** What its volumes are made from may be other by now. */
  readonly refresh: () => Promise<void>;
  /** ms since 1970 of a time on the pod's own clock. */
  readonly wallAt: (time: number) => number;
}

/** Looks after the pod of a folder: from its beginning, or from where an earlier command has left it. */
export async function lookAfter(folder: PodFolder, run: StoredRun, options: LookAfterOptions): Promise<LookedAfterPod> {
  const { driver, complain = () => {}, probed = () => {} } = options;
  const told = toldOfRun(run);
  const hear = (news: PodNews) => options.hear(told(news));
  const note = (message: string) => options.note?.(told(message));
  const kubelet = kubeletOfRun(run);
  const pod = readPod(run.pod, kubelet);
  const diary = openPodDiary(folder, complain);
  const clock = podClock(run.createdAt, { wall: Date.now, steady: () => performance.now() }, diary.found?.at);
  for (const news of diary.found?.untold ?? []) hear(news);
  let written = run.pod;
  const { material, nodeName } = options;
  const { setUp, refresh } = createSetUp({ run, pod: () => written, folder, note, material, nodeName });
  const worker = await startPodWorker({
    pod,
    kubelet,
    clock,
    openRuntime: (watch) =>
      driver.open({ namespace: pod.namespace, name: pod.name, uid: run.uid, pod: run.pod, folder: folder.path }, watch),
    after(ms, what) {
      const timer = setTimeout(what, Math.min(ms, LONGEST));
      return () => clearTimeout(timer);
    },
    ...(diary.found && { saved: diary.found.state }),
    save: (state, next) => diary.save(state, clock.now(), next && told(next)),
    show(news) {
      diary.tell(told(news));
      hear(news);
    },
    setUp,
    note,
    async probe(probe, target, signal) {
      const { name } = target.container;
      const result = await runProbe(probe, probeTarget(containerOf(written, name), target), signal);
      const ok = result.outcome === 'success' || result.outcome === 'warning';
      if (!signal.aborted) probed({ container: name, kind: probe.kind, ok });
      return result;
    },
    hook: (hook, target, signal) => {
      const { name } = target.container;
      const about = { container: name, pod: { name: pod.name, namespace: pod.namespace, uid: run.uid } };
      return runHook(hook, { ...probeTarget(containerOf(written, name), target), ...about }, signal);
    },
  });
  return {
    ...worker,
    changeTo(changed) {
      written = changed;
      folder.writeRun({ ...run, pod: changed });
      worker.change(readPod(changed, kubelet));
    },
    refresh,
    wallAt: clock.wallAt,
  };
}

/** A timer cannot wait longer; the worker asks again then. */
const LONGEST = 2 ** 31 - 1;

/** Whose rules a stored pod lives by. */
export function kubeletOfRun({ kubelet: version, timing }: StoredRun): Kubelet {
  const kubelet = kubeletOf(version, { timing: timing === 'fast' ? FAST : kubeletTiming() });
  if (!kubelet) throw new RangeError(`no such kubelet: ${version}`);
  return kubelet;
}

function containerOf({ spec }: IPod, name: string) {
  const found = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].find((each) => each.name === name);
  if (!found) throw new RangeError(`no container ${name}`);
  return found;
}
