import type { PodNews } from '@outrigger/node';
import { Failure } from '../world/failure.ts';
import { makeFolder } from '../world/make-folder.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { AlsoHeard, ControlledRun } from './controlled/run-controlled.ts';
import { exitCodeOf, type PodEnd } from './exit-code.ts';
import type { RunFlags } from './flags.ts';
import { keepingPods } from './keeping-pods.ts';
import { onInterrupt } from './on-interrupt.ts';
import { openDriver } from './open-driver.ts';
import type { PlannedPod, PlannedWorkload } from './plan/plan-workload.ts';
import { createShow } from './show/create-show.ts';
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
  const pods = workloads.flatMap((each) => each.pods);
  const asked = workloads.flatMap((each) => each.controlled ?? []);
  const controlled = asked.filter(({ firstPods }) => firstPods > 0);
  checkNames([
    ...pods.map(({ namespace, name }) => `pod ${namespace}/${name}`),
    ...controlled.map(({ kind, namespace, name }) => `${kind.toLowerCase()} ${namespace}/${name}`),
  ]);
  keepingPods(root, () => makeFolder(root));
  await using driver = await openDriver({ ...flags, images: request.images }, root, surroundings);
  const running = new Set<RunningPod>();
  let interrupts = 0;
  let controllers: ControlledRun | undefined;
  const interrupt = () => {
    interrupts++;
    controllers?.stop();
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
  const begin = async (planned: PlannedPod, also: Partial<AlsoHeard> = {}): Promise<RunningPod> => {
    const pod = await startPod(planned, {
      ...request,
      ...also,
      driver,
      complain,
      note: (message) => note(planned, message),
      probed: (result) => show.probed(planned, result),
      hear(news: PodNews) {
        also.hear?.(news);
        show.hear(planned, news);
      },
      closing: () => show.end(planned),
    });
    running.add(pod);
    void pod.gone.finally(() => running.delete(pod)).catch(() => {});
    show.follow(planned, pod.folder);
    if (interrupts > 0) pod.delete(interrupts === 1 ? undefined : 0);
    return pod;
  };
  const runBare = async (planned: PlannedPod): Promise<readonly PodEnd[]> => {
    const pod = await begin(planned);
    const end = await pod.finished;
    // Nobody will ask for it any more; in the background it stays until somebody stops it.
    if (!flags.detach) pod.delete(undefined);
    await pod.gone;
    return [end];
  };
  for (const { kind, name } of asked.filter((each) => !controlled.includes(each))) {
    show.say(`${kind.toLowerCase()}/${name} asks for no pods; --replicas says otherwise`);
  }
  if (controlled.length > 0) {
    const { runControlled } = await import('./controlled/run-controlled.ts');
    const isFast = flags.timing === 'fast';
    controllers = await runControlled({
      root,
      objects: controlled,
      stays: flags.detach === true,
      isFast,
      begin,
      say: show.say,
    });
    // Somebody may have had enough meanwhile.
    if (interrupts > 0) controllers.stop();
  }
  const all = [...pods.map(runBare), ...(controllers ? [controllers.ended] : [])];
  const ends = await Promise.all(all).catch(async (error: unknown) => {
    // What cannot be run with the others keeps them from running: nothing is left of half of what was asked for.
    if (error instanceof Failure) {
      interrupt();
      await Promise.allSettled(all);
    }
    throw error;
  });
  return interrupts > 0 ? 130 : exitCodeOf(ends.flat(), flags.exitCodeFrom);
}

function checkNames(names: readonly string[]): void {
  const doubled = names.find((name, at) => names.indexOf(name) !== at);
  if (doubled === undefined) return;
  throw new Failure(`two objects are named ${doubled}`, { code: 'doubled-name', hint: 'choose one with --name or -n' });
}

/** A full disk is full for all pods. */
function once(say: (message: string) => void): (message: string) => void {
  let hasSaid = false;
  return (message) => {
    if (!hasSaid) say(message);
    hasSaid = true;
  };
}
