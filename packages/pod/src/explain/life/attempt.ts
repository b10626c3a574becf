import type { Container, ProbeKind } from '../../model/pod.ts';
import type { LogEntry } from '../../simulate/timeline.ts';

/** One start of a container and all that became of it, as the container itself saw it. Times in ms. */
export interface Attempt {
  readonly container: Container;
  /** 0 for the first start in this pod. */
  readonly attempt: number;
  readonly start: number;
  readonly hooks: readonly HookRun[];
  /** Every failure, and of successes in a row the first. */
  readonly probes: readonly ProbeRun[];
  /** When the stop signal arrived. */
  readonly term: number | undefined;
  readonly end: AttemptEnd | undefined;
}

/** How a process ended: by itself, after the stop signal, or by SIGKILL. */
export interface AttemptEnd {
  readonly at: number;
  readonly code: number;
  readonly by: 'itself' | 'term' | 'kill';
}

/** A hook that ran as a command; `to` is undefined when it was cut short. */
interface HookRun {
  readonly kind: 'postStart' | 'preStop';
  readonly from: number;
  readonly to: number | undefined;
  readonly ok: boolean;
}

/** A probe's command that ran to its end. */
interface ProbeRun {
  readonly at: number;
  readonly kind: ProbeKind;
  readonly ok: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Reads what every container did from a timeline's log: by container index, in the order of their starts. */
export function attemptsOf(
  containers: readonly Container[],
  log: readonly LogEntry[],
): readonly (readonly Attempt[])[] {
  const lives = containers.map((container) => ({ container, attempts: [] as Writable<Attempt>[] }));
  const byName = new Map(lives.map((life) => [life.container.name, life] as const));
  for (const entry of log) {
    const life = byName.get(entry.container);
    if (!life) continue;
    const { container, attempts } = life;
    const last = attempts.at(-1);
    if (entry.what === 'start') {
      const { attempt, at } = entry;
      attempts.push({ container, attempt, start: at, hooks: [], probes: [], term: undefined, end: undefined });
    } else if (last?.attempt === entry.attempt) add(last, entry);
    else {
      const earlier = attempts.findLast((known) => known.attempt === entry.attempt);
      if (earlier) add(earlier, entry);
    }
  }
  return lives.map((life) => life.attempts);
}

function add(attempt: Writable<Attempt>, entry: LogEntry): void {
  const { at } = entry;
  switch (entry.what) {
    case 'term':
      attempt.term = at;
      break;
    case 'killed':
      attempt.end = { at, code: 137, by: 'kill' };
      break;
    case 'exit':
      attempt.end = { at, code: entry.code, by: attempt.term === undefined ? 'itself' : 'term' };
      break;
    case 'probe':
      if (!entry.ok || isNews(attempt.probes, entry.kind)) attempt.probes.push({ at, kind: entry.kind, ok: entry.ok });
      break;
    case 'hookBegin':
      attempt.hooks.push({ kind: entry.kind, from: at, to: undefined, ok: false });
      break;
    case 'hookEnd': {
      const index = attempt.hooks.findLastIndex((hook) => hook.kind === entry.kind && hook.to === undefined);
      const hook = attempt.hooks[index];
      if (hook) attempt.hooks[index] = { ...hook, to: at, ok: entry.code === 0 };
    }
  }
}

/** A success that is not just one more of many. */
function isNews(probes: readonly ProbeRun[], kind: ProbeKind): boolean {
  for (let i = probes.length - 1; i >= 0; i--) if (probes[i]?.kind === kind) return !probes[i]?.ok;
  return true;
}
