import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Container,
  type Happening,
  type Kubelet,
  type MachineSpeed,
  type PodState,
  readPod,
  type Scenario,
  type Timeline,
  withImage,
} from '@outrigger/pod';
import type { Driver } from '../runtime/pod-runtime.ts';
import type { ContainerSetup } from '../setup/container-setup.ts';
import type { Target } from '../worker/carry-out.ts';
import { podClock } from '../worker/pod-clock.ts';
import { type PodNews, type PodWorker, startPodWorker } from '../worker/pod-worker.ts';
import { statusEntries } from '../worker/status-entries.ts';
import { parseStored, printStored } from '../worker/stored-state.ts';
import { atPace } from './at-pace.ts';
import { setStage, sinceBootNow } from './stage.ts';

/** How a Scenario is acted out. */
export interface ActOptions {
  readonly kubelet: Kubelet;
  /** Opens the driver; again after `restartKubelet`, when the one before has been let go. */
  readonly openDriver: () => Promise<Driver>;
  /** A folder of this Scenario's own. */
  readonly folder: string;
  readonly uid: string;
  /** How fast the machine is to be, where it is faster by itself. */
  readonly pace?: MachineSpeed;
  /** How long a kubelet that is restarted is away, in ms. */
  readonly kubeletDown: number;
}

/** Runs a Scenario's pod for real until it is gone or the Scenario's time is over; the life as it was. */
export async function actOut(scenario: Scenario, options: ActOptions): Promise<Timeline> {
  const { kubelet, folder, openDriver, uid } = options;
  const logFolder = join(folder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const stage = setStage(join(folder, 'stage'), scenario, sinceBootNow());
  const created = Date.now();
  const clock = podClock(created, { wall: Date.now, steady: () => performance.now() });
  const state = join(folder, 'state.json');
  let pod = readPod(scenario.pod, kubelet);
  const news: PodNews[] = [];
  let driver = await openDriver();
  let worker: PodWorker | undefined;
  const stagePath = driver.name === 'process' ? stage.path : '/stage';
  const start = async (isAgain: boolean): Promise<PodWorker> =>
    startPodWorker({
      pod,
      kubelet,
      clock,
      openRuntime: async (watch) => {
        const place = { namespace: 'default', name: pod.name, uid, pod: scenario.pod, folder };
        const runtime = await driver.open(place, watch);
        return options.pace ? atPace(runtime, options.pace) : runtime;
      },
      after(ms, what) {
        const timer = setTimeout(what, ms);
        return () => clearTimeout(timer);
      },
      ...(isAgain && { saved: parseStored<PodState>(readFileSync(state, 'utf8')) }),
      save(known) {
        writeFileSync(state, printStored(known));
        return true;
      },
      show: (each) => news.push(each),
      note() {},
      setUp: async (container, { id, attempt }) => ({
        ok: true,
        setup: setupOf(container, { id, attempt, stage: stage.path, stagePath, logFolder }),
      }),
      probe: async (probe, target, signal) => {
        const result = await runActor(target, 'probe', probe.kind, {
          stagePath,
          signal,
          timeoutMs: probe.timeoutSeconds * 1000,
        });
        if (!result.ended) return { outcome: 'timedOut', output: (probe.handler.exec?.command ?? []).join(' ') };
        return { outcome: result.exitCode === 0 ? 'success' : 'failure', output: result.output };
      },
      hook: async (hook, target, signal) => {
        const result = await runActor(target, 'hook', hook.kind, { stagePath, signal, timeoutMs: 0 });
        return { ok: result.ended && result.exitCode === 0 };
      },
    });
  worker = await start(false);
  const happen = async (happening: Happening): Promise<void> => {
    switch (happening.does) {
      case 'delete':
        worker?.tell({
          is: 'deleted',
          ...(happening.graceSeconds !== undefined && { graceSeconds: happening.graceSeconds }),
        });
        break;
      case 'evict':
        worker?.tell({
          is: 'evicted',
          reason: 'Evicted',
          message: 'The node was low on resource',
          ...(happening.graceSeconds !== undefined && { graceSeconds: happening.graceSeconds }),
        });
        break;
      case 'setImage':
        pod = withImage(pod, happening.container, happening.image);
        worker?.change(pod);
        break;
      case 'crash':
        await worker?.crash(happening.what);
        break;
      case 'remove':
        await worker?.removeDead(happening.container);
        break;
      case 'restartKubelet':
        await worker?.release();
        await driver[Symbol.asyncDispose]();
        await delay(options.kubeletDown);
        driver = await openDriver();
        worker = await start(true);
    }
  };
  const over = delay(scenario.until, 'until' as const);
  let isGone = false;
  for (const happening of scenario.timeline) {
    await delay(Math.max(0, happening.at - clock.now()));
    if (isGone) break;
    await happen(happening);
  }
  const endedBy = await Promise.race([worker.ended.then(() => 'gone' as const), over]);
  isGone = endedBy === 'gone';
  const end = clock.now();
  if (endedBy === 'until') {
    // The recording is over; nothing of the pod is to be left.
    worker.tell({ is: 'deleted', graceSeconds: 0 });
    await worker.ended;
  }
  await driver[Symbol.asyncDispose]();
  const { containers } = pod;
  const seen = news.filter(({ at }) => at <= end);
  return {
    scenario: scenario.name,
    kubelet: kubelet.version,
    containers,
    log: stage
      .readLog()
      .filter(({ at }) => at <= end)
      .toSorted((a, b) => a.at - b.at),
    status: statusEntries(seen),
    events: seen.flatMap(({ events }) => events),
    end,
    endedBy,
  };
}

interface ActorPlace {
  readonly id: string;
  readonly attempt: number;
  readonly stage: string;
  /** The stage as the container sees it. */
  readonly stagePath: string;
  readonly logFolder: string;
}

/** How many starts of the container there were before, which the engine counts in the names that it gives. */
function startOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function setupOf({ name }: Container, { id, attempt, stage, stagePath, logFolder }: ActorPlace): ContainerSetup {
  return {
    command: ['sh', `${stagePath}/actor.sh`, name, startOf(id)],
    args: [],
    workingDir: undefined,
    env: [['STAGE', stagePath]],
    mounts: stagePath === stage ? [] : [{ hostPath: stage, containerPath: stagePath, readOnly: false }],
    logPath: join(logFolder, `${name}_${attempt}.log`),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
}

function runActor(
  target: Target,
  script: 'probe' | 'hook',
  kind: string,
  { stagePath, ...limits }: { readonly stagePath: string; readonly timeoutMs: number; readonly signal: AbortSignal },
) {
  const { id, container } = target;
  const command = ['sh', `${stagePath}/${script}.sh`, container.name, startOf(id), kind];
  return target.exec({ command, ...limits });
}
