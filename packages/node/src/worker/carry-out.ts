import type { Action, Container, Fact, Pod } from '@outrigger/pod';
import type { CreatedSandbox, ExecRequest, ExecResult, PodRuntime } from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { ContainerSetup } from '../setup/container-setup.ts';
import { insist } from './insist.ts';
import type { PodClock } from './pod-clock.ts';

/** Carries out what the engine decides, and reports what came of it. */
export interface Carrier {
  readonly carryOut: (action: Action, pod: Pod) => void;
  /** A container has ended. */
  readonly exited: (id: string, fact: Fact) => void;
  /** The pod has a sandbox from an earlier command. */
  readonly adopt: (sandbox: CreatedSandbox) => void;
  /** Stops a container that nobody knows of at once, and forgets it. */
  readonly takeAway: (id: string) => Promise<void>;
}

/** Where a probe or a hook goes. */
export interface Target {
  /** The instance. */
  readonly id: string;
  readonly podIp: string;
  readonly container: Container;
  readonly exec: (request: ExecRequest) => Promise<ExecResult>;
}

/** What carrying out needs. */
export interface CarrierWorld {
  readonly runtime: PodRuntime;
  readonly report: (fact: Fact) => void;
  readonly clock: Pick<PodClock, 'now' | 'at'>;
  /** Everything a container needs, or why it cannot be had, in the kubelet's words. */
  readonly setUp: (
    container: Container,
    request: { readonly id: string; readonly attempt: number; readonly podIp: string },
  ) => Promise<
    { readonly ok: true; readonly setup: ContainerSetup } | { readonly ok: false; readonly message: string }
  >;
  readonly probe: (
    probe: (Action & { readonly do: 'probe' })['probe'],
    target: Target,
    signal: AbortSignal,
  ) => Promise<Pick<Fact & { readonly is: 'probed' }, 'outcome' | 'output'>>;
  readonly hook: (
    hook: (Action & { readonly do: 'runHook' })['hook'],
    target: Target,
    signal: AbortSignal,
  ) => Promise<{ readonly ok: boolean; readonly message?: string }>;
  /** Calls back after some ms. */
  readonly after: (ms: number, what: () => void) => () => void;
  readonly signal: AbortSignal;
}

/** Hands for one pod. */
export function createCarrier(world: CarrierWorld): Carrier {
  const { runtime, report, clock, signal } = world;
  /** Ends of containers whose start has not been answered yet. */
  const starting = new Map<string, Fact[]>();
  const running = new Map<string, { readonly ended: Promise<void>; readonly end: () => void }>();
  let sandbox: CreatedSandbox = { id: '', podIp: '' };

  const target = (container: Container, id: string): Target => ({
    id,
    podIp: sandbox.podIp,
    container,
    exec: (request) => runtime.exec(id, request),
  });
  const answered = (work: Promise<Fact>) => {
    work.then(
      (fact) => !signal.aborted && report(fact),
      (error: unknown) => {
        if (signal.aborted) return;
        // What the machine refuses has been made a fact; anything else is a bug, and must be seen.
        setImmediate(() => {
          throw error;
        });
      },
    );
  };
  const start = async ({ container, id, attempt }: Action & { do: 'start' }): Promise<Fact> => {
    starting.set(id, []);
    running.set(id, waiter());
    try {
      const made = await world.setUp(container, { id, attempt, podIp: sandbox.podIp });
      if (!made.ok) return { is: 'startFailed', id, stage: 'config', message: made.message };
      const { startedAt } = await runtime.start({ id, container, attempt, sandbox: sandbox.id, setup: made.setup });
      return { is: 'started', id, at: clock.at(startedAt) };
    } catch (error) {
      const { stage, message } = refusalOf(error);
      return { is: 'startFailed', id, stage, message };
    } finally {
      // After the answer, which is reported in the next turn of the loop.
      queueMicrotask(() => setImmediate(() => flush(id)));
    }
  };
  const flush = (id: string) => {
    const ends = starting.get(id) ?? [];
    starting.delete(id);
    for (const fact of ends) report(fact);
  };
  const probe = async ({ container, id, probe: asked }: Action & { do: 'probe' }): Promise<Fact> => {
    try {
      return { is: 'probed', id, kind: asked.kind, ...(await world.probe(asked, target(container, id), signal)) };
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      return { is: 'probed', id, kind: asked.kind, outcome: 'errored', output: error.message };
    }
  };
  const hook = async ({ container, id, hook: asked }: Action & { do: 'runHook' }): Promise<Fact> => {
    try {
      return { is: 'hookEnded', id, hook: asked.kind, ...(await world.hook(asked, target(container, id), signal)) };
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      return { is: 'hookEnded', id, hook: asked.kind, ok: false, message: error.message };
    }
  };
  const stop = async ({ id, signal: name, graceSeconds }: Action & { do: 'stop' }): Promise<Fact> => {
    await insist(() => runtime.stop(id, { signal: name, graceSeconds }), world);
    await running.get(id)?.ended;
    return { is: 'stopped', id };
  };
  const createSandbox = async (attempt: number): Promise<Fact> => {
    try {
      sandbox = await runtime.createSandbox(attempt);
      return { is: 'sandboxReady', id: sandbox.id, attempt };
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      return { is: 'sandboxFailed', message: error.message };
    }
  };
  const pull = async (container: Container): Promise<Fact> => {
    const begun = clock.now();
    try {
      const bytes = await runtime.pullImage(container);
      return { is: 'imagePulled', image: container.image, tookMs: clock.now() - begun, bytes };
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      return { is: 'imagePullFailed', image: container.image, message: error.message };
    }
  };

  return {
    carryOut(action, pod) {
      switch (action.do) {
        case 'createSandbox':
          answered(createSandbox(action.attempt));
          break;
        case 'stopSandbox':
          answered(
            insist(() => runtime.stopSandbox(action.id), world).then(() => ({ is: 'sandboxStopped', id: action.id })),
          );
          break;
        case 'inspectImage': {
          const { image } = action.container;
          answered(
            insist(() => runtime.hasImage(action.container), world).then((present) => ({
              is: 'imageInspected',
              image,
              present,
            })),
          );
          break;
        }
        case 'pullImage':
          answered(pull(action.container));
          break;
        case 'start':
          answered(start({ ...action, container: pod.containers[action.container.index] ?? action.container }));
          break;
        case 'runHook':
          answered(hook(action));
          break;
        case 'probe':
          answered(probe(action));
          break;
        case 'stop':
          answered(stop(action));
          break;
        case 'remove':
          running.delete(action.id);
          // What is left is taken away with the pod.
          runtime.remove(action.id).catch(() => {});
          break;
        case 'removePod':
      }
    },
    exited(id, fact) {
      running.get(id)?.end();
      const early = starting.get(id);
      if (early) early.push(fact);
      else report(fact);
    },
    adopt(found) {
      sandbox = found;
    },
    async takeAway(id) {
      await runtime.stop(id, { signal: 'SIGKILL', graceSeconds: 0 });
      await runtime.remove(id);
    },
  };
}

/** What the machine would not do: a full disk, say. Anything else is a bug. */
function refusalOf(error: unknown): RuntimeFailure {
  if (error instanceof RuntimeFailure) return error;
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return new RuntimeFailure(message, { cause: error });
}

function waiter(): { readonly ended: Promise<void>; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { ended: promise, end: resolve };
}
