import type { MachineWorld } from './machine.ts';
import type { Behaviour } from './scenario.ts';

/** A scripted process in a simulated container. */
export interface Process {
  readonly name: string;
  readonly attempt: number;
  readonly behaviour: Behaviour;
  readonly alive: () => boolean;
  /** When it ended, in ms; NaN while it lives. */
  readonly endedAt: () => number;
  /** When its own clock began, in ms. */
  readonly startedAt: () => number;
  readonly begin: () => void;
  /** Calls back when the time is over (true) or when the process is gone before that (false). */
  readonly during: (ms: number, done: (ended: boolean) => void) => void;
  /** TERM now, KILL after the grace while somebody still asks for it; calls back when the process is gone. */
  readonly stop: (graceSeconds: number, stillAsked: () => boolean, gone: () => void) => void;
  readonly kill: () => void;
}

/** Who the process is. */
export interface ProcessIdentity {
  readonly id: string;
  readonly name: string;
  readonly attempt: number;
  readonly behaviour: Behaviour;
}

/** Makes a process that behaves as its Scenario says. */
export function createProcess(world: MachineWorld, identity: ProcessIdentity): Process {
  const { id, name, attempt, behaviour } = identity;
  const who = { container: name, attempt } as const;
  let alive = true;
  let begun = Number.NaN;
  let ended = Number.NaN;
  let ending = false;
  const waiting = new Set<() => void>();

  const end = (exitCode: number, what: 'exit' | 'killed') => {
    if (!alive) return;
    alive = false;
    const at = world.now();
    ended = at;
    world.log(what === 'exit' ? { at, ...who, what, code: exitCode } : { at, ...who, what });
    world.report({ is: 'exited', id, at, exitCode });
    const told = [...waiting];
    waiting.clear();
    for (const tell of told) tell();
  };
  const term = () => {
    if (!alive || ending) return;
    const { after, exit, ignore } = behaviour.onTerm;
    world.log({ at: world.now(), ...who, what: 'term' });
    if (ignore) return;
    ending = true;
    world.after(after, () => end(exit, 'exit'));
  };

  return {
    name,
    attempt,
    behaviour,
    alive: () => alive,
    endedAt: () => ended,
    startedAt: () => begun,
    begin() {
      begun = world.now();
      if (!alive) return;
      world.log({ at: begun, ...who, what: 'start' });
      if (behaviour.run !== Number.POSITIVE_INFINITY)
        world.after(behaviour.run, () => !ending && end(behaviour.exit, 'exit'));
    },
    during(ms, done) {
      let open = true;
      const close = (ended: boolean) => {
        if (!open) return;
        open = false;
        done(ended);
      };
      const cutShort = () => close(false);
      waiting.add(cutShort);
      world.after(ms, () => {
        waiting.delete(cutShort);
        close(true);
      });
    },
    stop(graceSeconds, stillAsked, gone) {
      waiting.add(gone);
      term();
      world.after(graceSeconds * 1000, () => stillAsked() && end(137, 'killed'));
    },
    kill: () => end(137, 'killed'),
  };
}
