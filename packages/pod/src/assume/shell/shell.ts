import { existsAt, type FileChange } from './file-history.ts';
import { runSimple } from './run-simple.ts';
import { type Code, done, FOREVER, type Step, UNSURE } from './step.ts';
import type { IfBranch, ListEntry, ShellCommand } from './syntax.ts';

/** What a shell knows when it starts. */
export interface ShellStart {
  /** Variables with their values; undefined = set, but nobody knows to what. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** TERM arrives in this one of the script's waits (counted from 0). */
  readonly termIn?: number;
  /** What the container's other commands have done to files, for a probe's script. */
  readonly exists?: (path: string) => boolean | undefined;
  /** Programs that nobody knows come back at once, with a code that nobody knows; otherwise they end what can be known. */
  readonly programsEnd?: boolean;
}

/** A stretch of waiting: a foreground command keeps a trap from running until it ends, `wait` does not. */
export interface Wait {
  readonly at: number;
  readonly ms: number;
  readonly foreground: boolean;
  /** What the script has asked to be done on TERM by then. */
  readonly trap: string | undefined;
}

/** More steps than a script needs before its loops count as endless. */
const ENOUGH_STEPS = 20_000;
const ENOUGH_TIME = 30 * 86_400_000;

/** Runs a script in the mind only: time passes by `sleep`, and what cannot be known stops the run. */
export class Shell {
  /** ms since the start. */
  clock = 0;
  errexit = false;
  lastCode: Code = 0;
  variables: Map<string, string | undefined>;
  readonly functions: Map<string, ShellCommand> = new Map();
  readonly traps: Map<string, string> = new Map();
  readonly files: Map<string, FileChange[]> = new Map();
  readonly waits: Wait[] = [];
  /** When each background job ends; Infinity = never, undefined = nobody knows. */
  jobs: (number | undefined)[] = [];
  /** When TERM came. */
  termAt: number | undefined;
  readonly exists: (path: string) => boolean | undefined;
  readonly programsEnd: boolean;
  readonly #termIn: number | undefined;
  readonly #runTrap: (action: string) => Step;
  #steps = 0;

  constructor(start: ShellStart, runTrap: (shell: Shell, action: string) => Step) {
    this.variables = new Map(start.variables);
    this.exists = (path) => existsAt(this.files, path, this.clock) ?? start.exists?.(path);
    this.programsEnd = start.programsEnd ?? false;
    this.#termIn = start.termIn;
    this.#runTrap = (action) => runTrap(this, action);
  }

  run(command: ShellCommand): Step {
    if (++this.#steps > ENOUGH_STEPS) return FOREVER;
    switch (command.kind) {
      case 'simple':
        return runSimple(this, command);
      case 'list':
        return this.#list(command.entries);
      case 'and':
      case 'or':
        return this.#andOr(command);
      case 'not': {
        const step = this.#unchecked(command.command);
        return step.is === 'done' && step.code !== undefined ? this.ended(step.code === 0 ? 1 : 0) : step;
      }
      case 'pipe':
        return this.#pipe(command.commands);
      case 'subshell':
        return this.#subshell(command.body);
      case 'loop':
        return this.#loop(command);
      case 'for':
        return this.#for(command);
      case 'if':
        return this.#if(command.branches, command.otherwise);
      case 'function':
        this.functions.set(command.name, command.body);
        return this.ended(0);
    }
  }

  ended(code: Code): Step {
    this.lastCode = code;
    return done(code);
  }

  /** Waits, and carries out the trap when TERM comes in this wait. */
  wait(ms: number, foreground: boolean): Step {
    const action = this.traps.get('TERM');
    const index = this.waits.push({ at: this.clock, ms, foreground, trap: action }) - 1;
    if (index !== this.#termIn) return this.#pass(ms);
    this.termAt = this.clock;
    if (action === undefined || action === '') return this.#pass(ms);
    if (foreground) {
      const passed = this.#pass(ms);
      if (passed.is !== 'done') return passed;
    }
    const step = this.#runTrap(action);
    return step.is === 'done' ? this.ended(foreground ? 0 : 143) : step;
  }

  touch(path: string, exists: boolean): void {
    const changes = this.files.get(path) ?? [];
    changes.push({ at: this.clock, exists });
    this.files.set(path, changes);
  }

  #pass(ms: number): Step {
    if (ms === Number.POSITIVE_INFINITY) return FOREVER;
    this.clock += ms;
    return this.clock > ENOUGH_TIME ? FOREVER : this.ended(0);
  }

  #list(entries: readonly ListEntry[]): Step {
    let step = done(this.lastCode);
    for (const { command, background } of entries) {
      if (background) {
        this.#startJob(command);
        step = this.ended(0);
        continue;
      }
      step = this.run(command);
      if (step.is !== 'done') return step;
      if (this.errexit && command.kind !== 'and' && command.kind !== 'or' && command.kind !== 'not') {
        if (step.code === undefined) return UNSURE;
        if (step.code !== 0) return { is: 'exit', code: step.code };
      }
    }
    return step;
  }

  #startJob(command: ShellCommand): void {
    const child = new Shell({ variables: this.variables, exists: this.exists }, () => UNSURE);
    child.clock = this.clock;
    const step = child.run(command);
    for (const [path, changes] of child.files) this.files.set(path, [...(this.files.get(path) ?? []), ...changes]);
    this.jobs.push(step.is === 'forever' ? Number.POSITIVE_INFINITY : step.is === 'unsure' ? undefined : child.clock);
  }

  #andOr({ kind, left, right }: ShellCommand & { kind: 'and' | 'or' }): Step {
    const first = this.#unchecked(left);
    if (first.is !== 'done') return first;
    if (first.code === undefined) {
      const second = this.#trial(right);
      if (!second) return UNSURE;
      return this.ended(kind === 'or' && second.code === 0 ? 0 : undefined);
    }
    return (first.code === 0) === (kind === 'and') ? this.run(right) : first;
  }

  /** How a command ends that neither takes time nor ends anything else; undefined for any other. */
  #trial(command: ShellCommand): { readonly code: Code } | undefined {
    const { variables, exists, programsEnd } = this;
    const trial = new Shell({ variables, exists, programsEnd }, () => UNSURE);
    const step = trial.run(command);
    return step.is === 'done' && trial.clock === 0 && trial.jobs.length === 0 ? step : undefined;
  }

  /** A condition: `set -e` does not look at it. */
  #unchecked(command: ShellCommand): Step {
    const before = this.errexit;
    this.errexit = false;
    const step = this.run(command);
    this.errexit = before;
    return step;
  }

  #pipe(commands: readonly ShellCommand[]): Step {
    const begin = this.clock;
    let longest = begin;
    let code: Code = 0;
    for (const command of commands) {
      this.clock = begin;
      const step = this.#subshell(command);
      // What `head` has had enough of, ends.
      if (step.is === 'forever') return JSON.stringify(commands).includes('"head"') ? UNSURE : FOREVER;
      if (step.is !== 'done') return UNSURE;
      longest = Math.max(longest, this.clock);
      code = step.code;
    }
    this.clock = longest;
    return this.ended(code);
  }

  #subshell(body: ShellCommand): Step {
    const { variables, errexit } = this;
    this.variables = new Map(variables);
    const step = this.run(body);
    this.variables = variables;
    this.errexit = errexit;
    return step.is === 'exit' || step.is === 'return' ? this.ended(step.code) : step;
  }

  #loop({ until, condition, body }: ShellCommand & { kind: 'loop' }): Step {
    let code: Code = 0;
    for (let round = 0; ; round++) {
      const before = this.clock;
      const check = this.#unchecked(condition);
      if (check.is !== 'done') return check;
      if (check.code === undefined) return UNSURE;
      if ((check.code === 0) === until) return this.ended(code);
      const step = this.run(body);
      if (step.is === 'break') return this.ended(0);
      if (step.is === 'unsure' && isEndless(condition, until) && !this.errexit && !canLeave(body)) return FOREVER;
      if (step.is !== 'done' && step.is !== 'continue') return step;
      code = step.is === 'done' ? step.code : 0;
      // Nothing that could change has changed, and no time has passed: it spins.
      if (this.clock === before && round > 100) return FOREVER;
    }
  }

  #for({ name, words, body }: ShellCommand & { kind: 'for' }): Step {
    const values = words.map((word) => {
      const [only] = word;
      if (word.length === 1 && only?.is === 'sequence') {
        return Array.from(
          { length: Math.max(0, Math.min(only.to, 100_000) - only.from + 1) },
          (_, i) => `${only.from + i}`,
        );
      }
      return only !== undefined && word.length === 1 && only.is === 'text' ? [only.text] : undefined;
    });
    let step = this.ended(0);
    for (const value of values.flatMap((texts) => texts ?? [undefined])) {
      if (value === undefined) return UNSURE;
      this.variables.set(name, value);
      step = this.run(body);
      if (step.is === 'break') return this.ended(0);
      if (step.is !== 'done' && step.is !== 'continue') return step;
    }
    return step.is === 'continue' ? this.ended(0) : step;
  }

  #if(branches: readonly IfBranch[], otherwise: ShellCommand | undefined): Step {
    for (const { condition, body } of branches) {
      const check = this.#unchecked(condition);
      if (check.is !== 'done') return check;
      if (check.code === undefined) {
        const bodies = [...branches.map((branch) => branch.body), ...(otherwise ? [otherwise] : [])];
        return bodies.every((each) => this.#trial(each)) ? this.ended(undefined) : UNSURE;
      }
      if (check.code === 0) return this.run(body);
    }
    return otherwise ? this.run(otherwise) : this.ended(0);
  }
}

function isEndless(condition: ShellCommand, until: boolean): boolean {
  if (condition.kind !== 'simple' || until) return false;
  const [word, ...rest] = condition.words;
  const [part] = word ?? [];
  return rest.length === 0 && part?.is === 'text' && (part.text === 'true' || part.text === ':');
}

/** Whether something in a loop's body can end the loop. */
function canLeave(body: ShellCommand): boolean {
  return /"text":"(?:exit|break|return|exec|kill|set)"/.test(JSON.stringify(body));
}
