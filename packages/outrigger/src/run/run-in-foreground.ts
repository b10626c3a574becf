import type { Driver, PodNews } from '@outrigger/node';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { exitCodeOf, type PodEnd } from './exit-code.ts';
import type { RunFlags } from './flags.ts';
import { onInterrupt } from './on-interrupt.ts';
import { openDriver } from './open-driver.ts';
import type { PlannedPod, PlannedWorkload } from './plan-pods.ts';
import { createShow, type Show } from './show/create-show.ts';
import { type RunningPod, startPod } from './start-pod.ts';
import { untilClosed } from './until-closed.ts';

/** What is to be run, and how. */
export interface RunRequest {
  readonly root: string;
  readonly flags: RunFlags;
  /** Everything that the manifests hold: ConfigMaps and Secrets are among it. */
  readonly objects: readonly unknown[];
  readonly images: Readonly<Record<string, readonly string[]>>;
  readonly workloads: readonly PlannedWorkload[];
}

/** Runs pods until all have ended, or somebody stops them; answers with the exit code. */
export async function runInForeground(request: RunRequest, surroundings: Surroundings): Promise<number> {
  const { flags, root, workloads } = request;
  checkNames(workloads);
  await using driver = await openDriver({ ...flags, images: request.images }, root, surroundings);
  const running = new Set<RunningPod>();
  let interrupts = 0;
  const interrupt = () => {
    interrupts++;
    // Once by the book, twice at once.
    for (const pod of running) pod.delete(interrupts === 1 ? undefined : 0);
  };
  // Who closes the output has seen enough: the pods are stopped as with Ctrl-C, and nothing of them is left.
  using show = createShow(flags, untilClosed(surroundings, interrupt));
  using _ = onInterrupt(() => {
    interrupt();
    show.say(interrupts === 1 ? 'stopping; once more to kill' : 'killing');
  });
  const complain = once((message: string) =>
    show.say(
      `cannot write to ${root}: ${message}; the pods run on, but outrigger would not find them again as they are`,
    ),
  );
  const noted = new Set<string>();
  const note = ({ workload, name }: PlannedPod, message: string) => {
    // The pods of a workload differ by their names alone.
    const text = `${workload.name || name}: ${message}`;
    if (!noted.has(text)) show.say(text);
    noted.add(text);
  };
  const runLane = async (lane: readonly PlannedPod[]): Promise<readonly PodEnd[]> => {
    const ended: EndedPod[] = [];
    for (const planned of lane) {
      if (interrupts > 0) break;
      const pod = await runOne(planned, { request, driver, show, running, complain, note });
      ended.push(pod);
      if (pod.phase === 'Failed' || pod.wasStopped) break;
    }
    // In the background they are still here.
    await Promise.all(ended.map(({ gone }) => gone));
    return ended;
  };
  const ends = await Promise.all(workloads.flatMap(({ lanes }) => lanes).map(runLane));
  return interrupts > 0 ? 130 : exitCodeOf(ends.flat(), flags.exitCodeFrom);
}

interface Running {
  readonly request: RunRequest;
  readonly driver: Driver;
  readonly show: Show;
  readonly running: Set<RunningPod>;
  readonly complain: (message: string) => void;
  readonly note: (planned: PlannedPod, message: string) => void;
}

interface EndedPod extends PodEnd {
  readonly wasStopped: boolean;
  readonly gone: Promise<void>;
}

async function runOne(
  planned: PlannedPod,
  { request, driver, show, running, complain, note }: Running,
): Promise<EndedPod> {
  const pod = await startPod(planned, {
    ...request,
    driver,
    complain,
    note: (message) => note(planned, message),
    probed: (result) => show.probed(planned, result),
    hear: (news: PodNews) => show.hear(planned, news),
    closing: () => show.end(planned),
  });
  running.add(pod);
  show.follow(planned, pod.folder);
  const end = await pod.finished;
  const gone = pod.gone.then(() => void running.delete(pod));
  // Nobody will ask for it any more; in the background it stays until somebody stops it, and the next begins beside it.
  if (!request.flags.detach) {
    pod.delete(undefined);
    await gone;
  }
  return { ...end, wasStopped: pod.wasStopped(), gone };
}

function checkNames(workloads: readonly PlannedWorkload[]): void {
  const seen = new Set<string>();
  for (const { namespace, name } of workloads.flatMap(({ lanes }) => lanes.flat())) {
    const key = `${namespace}/${name}`;
    if (seen.has(key)) {
      throw new Failure(`two pods are named ${key}`, { code: 'doubled-name', hint: 'choose one with --name or -n' });
    }
    seen.add(key);
  }
}

/** A full disk is full for all pods. */
function once(say: (message: string) => void): (message: string) => void {
  let hasSaid = false;
  return (message) => {
    if (!hasSaid) say(message);
    hasSaid = true;
  };
}
