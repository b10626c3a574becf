import type { Action } from '../lifecycle/actions.ts';
import type { Fact } from '../lifecycle/facts.ts';
import type { Container } from '../model/pod.ts';
import type { MachineSpeed } from './machine-speed.ts';
import { createProcess, type Process } from './process.ts';
import { whyNotPulled } from './pull-failure.ts';
import { type Behaviour, HOOK_SUCCEEDS, RUNS_ON, type Scenario, SUCCEEDS } from './scenario.ts';
import type { LogEntry } from './timeline.ts';

/** What the machine needs of its surroundings. */
export interface MachineWorld {
  readonly scenario: Scenario;
  readonly speed: MachineSpeed;
  readonly now: () => number;
  readonly after: (delay: number, what: () => void) => void;
  readonly report: (fact: Fact) => void;
  readonly log: (entry: LogEntry) => void;
}

/** A simulated node: carries out the engine's actions with scripted containers, and breaks when told to. */
export interface Machine {
  readonly do: (action: Action) => void;
  readonly crash: (what: { readonly container: string } | 'sandbox' | 'everything') => void;
  /** Somebody removes the dead instances of a container from the runtime. */
  readonly removeDead: (container: string) => void;
  /** The kubelet is gone: nobody waits for answers any more, and its calls are cancelled. */
  readonly kubeletStopped: () => void;
}

/** Makes a node on which the containers of a Scenario can run. */
export function createMachine(world: MachineWorld): Machine {
  const { speed, scenario } = world;
  const processes = new Map<string, Process>();
  const attempts = new Map<string, number>();
  let sandbox = '';
  /** Answers to calls of an earlier kubelet reach nobody. */
  let callers = 0;

  const answer = (delay: number, fact: () => Fact) => {
    if (delay === 0) {
      world.report(fact());
      return;
    }
    const caller = callers;
    world.after(delay, () => caller === callers && world.report(fact()));
  };
  const behaviourOf = (name: string, attempt: number): Behaviour => {
    const entries = scenario.behaviour[name];
    return entries?.[attempt] ?? entries?.at(-1) ?? RUNS_ON;
  };
  const start = (action: Action & { do: 'start' }) => {
    const { container, id } = action;
    const attempt = attempts.get(container.name) ?? 0;
    attempts.set(container.name, attempt + 1);
    // The end of a short life is told after the answer to the call that began it.
    const early: Fact[] = [];
    let answered = false;
    const report = (fact: Fact) => (answered ? world.report(fact) : early.push(fact));
    const process = createProcess(
      { ...world, report },
      { id, name: container.name, attempt, behaviour: behaviourOf(container.name, attempt) },
    );
    processes.set(id, process);
    world.after(speed.process, () => process.begin());
    const caller = callers;
    const answer = () => {
      answered = true;
      // A call that is cancelled takes down what it has begun.
      if (caller !== callers) process.kill();
      else world.report({ is: 'started', id, at: process.alive() ? world.now() : process.endedAt() });
      for (const fact of early) world.report(fact);
    };
    if (speed.start === 0) answer();
    else world.after(speed.start, answer);
  };
  const runHook = ({ container, id, hook }: Action & { do: 'runHook' }) => {
    const process = processes.get(id);
    if (!process?.alive()) {
      answer(speed.exec, () => ({ is: 'hookEnded', id, hook: hook.kind, ok: false }));
      return;
    }
    const { takes, exit } = process.behaviour.hooks[hook.kind] ?? HOOK_SUCCEEDS;
    const { attempt } = process;
    const who = { container: container.name, attempt } as const;
    world.log({ at: world.now(), ...who, what: 'hookBegin', kind: hook.kind });
    const caller = callers;
    process.during(takes + speed.exec, (ended) => {
      // A command whose caller is gone was killed with the call (containerd pkg/cri/server/container_execsync.go: WithProcessKill).
      if (caller !== callers) return;
      if (ended) world.log({ at: world.now(), ...who, what: 'hookEnd', kind: hook.kind, code: exit });
      world.report({ is: 'hookEnded', id, hook: hook.kind, ok: ended && exit === 0 });
    });
  };
  const probe = ({ container, id, probe: { kind, timeoutSeconds } }: Action & { do: 'probe' }) => {
    const process = processes.get(id);
    if (!process?.alive()) {
      const output = world.now() - (process?.endedAt() ?? 0) < TASK_GONE_FOR ? noTask(id) : EXITED;
      answer(speed.exec, () => ({ is: 'probed', id, kind, outcome: 'errored', output }));
      return;
    }
    const { takes, never, succeedAfter, failAfter, lingers, warning } = process.behaviour.probes[kind] ?? SUCCEEDS;
    const caller = callers;
    const tell = (outcome: 'success' | 'warning' | 'failure' | 'timedOut', output: string) => {
      if (caller === callers) world.report({ is: 'probed', id, kind, outcome, output });
    };
    if (takes >= timeoutSeconds * 1000) {
      process.during(lingers ? takes : timeoutSeconds * 1000, () => tell('timedOut', commandOf(container, kind)));
      return;
    }
    process.during(takes + speed.exec, (ended) => {
      if (caller !== callers) return;
      const age = world.now() - process.startedAt();
      const ok = ended && !never && age >= succeedAfter && age < failAfter;
      if (ended)
        world.log({ at: world.now(), container: container.name, attempt: process.attempt, what: 'probe', kind, ok });
      if (ok && warning !== undefined) tell('warning', warning);
      else tell(ok ? 'success' : 'failure', '');
    });
  };

  return {
    do(action) {
      switch (action.do) {
        case 'createSandbox':
          answer(speed.sandbox, () => {
            sandbox = `sandbox/${action.attempt}`;
            return { is: 'sandboxReady', id: sandbox, attempt: action.attempt };
          });
          break;
        case 'stopSandbox':
          answer(speed.stopSandbox, () => ({ is: 'sandboxStopped', id: action.id }));
          break;
        case 'inspectImage': {
          const { image } = action.container;
          answer(0, () => ({ is: 'imageInspected', image, present: !scenario.missingImages(image) }));
          break;
        }
        case 'pullImage':
          pull(action.container);
          break;
        case 'start':
          start(action);
          break;
        case 'runHook':
          runHook(action);
          break;
        case 'probe':
          probe(action);
          break;
        case 'stop': {
          const process = processes.get(action.id);
          const caller = callers;
          const stopped = () =>
            world.after(speed.stopped, () => caller === callers && world.report({ is: 'stopped', id: action.id }));
          if (process?.alive()) process.stop(action.graceSeconds, () => caller === callers, stopped);
          else stopped();
          break;
        }
        case 'remove':
          processes.delete(action.id);
          break;
        case 'removePod':
      }
    },
    crash(what) {
      if (typeof what === 'object') {
        for (const process of processes.values()) if (process.name === what.container) process.kill();
        return;
      }
      if (what === 'everything') for (const process of processes.values()) process.kill();
      world.report({ is: 'sandboxLost', id: sandbox });
    },
    removeDead(container) {
      for (const [id, process] of processes) {
        if (process.name !== container || process.alive()) continue;
        processes.delete(id);
        world.report({ is: 'removed', id });
      }
    },
    kubeletStopped() {
      callers++;
    },
  };

  function pull({ image }: Container): void {
    const isThere = scenario.pullableImages?.(image) ?? !scenario.missingImages(image);
    if (!isThere) answer(speed.pullRefused, () => ({ is: 'imagePullFailed', image, message: whyNotPulled(image) }));
    else answer(speed.pull, () => ({ is: 'imagePulled', image, tookMs: speed.pull, bytes: 0 }));
  }
}

/** For so many ms after its end containerd 1.6 has no task of a container any more, but has not noted its end yet. */
const TASK_GONE_FOR = 30;

function noTask(id: string): string {
  const task = Array.from(id.padEnd(32, '.').slice(-32), (c) =>
    (c.charCodeAt(0) & 0xff).toString(16).padStart(2, '0'),
  ).join('');
  return `rpc error: code = NotFound desc = failed to exec in container: failed to load task: no running task found: task ${task} not found: not found`;
}

const EXITED = 'rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state';

function commandOf(container: Container, kind: 'startup' | 'readiness' | 'liveness'): string {
  return (container.probes[kind]?.handler.exec?.command ?? []).join(' ');
}
