import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Behaviour, LogEntry, Scenario } from '@outrigger/pod';
import { ACTOR, HOOK, PROBE } from './scripts.ts';

/** Where a Scenario is acted out: scripts, what each container is to do, and what they say they have done. */
export interface Stage {
  readonly path: string;
  /** What the containers have written, on the clock of the pod. */
  readonly readLog: () => readonly LogEntry[];
}

/** Sets a stage in an empty folder; `sinceBoot` says when the pod's clock began, in hundredths of a second. */
export function setStage(path: string, { behaviour, pod }: Scenario, sinceBoot: number): Stage {
  mkdirSync(join(path, 'starts'), { recursive: true });
  for (const [name, text] of Object.entries({ 'actor.sh': ACTOR, 'probe.sh': PROBE, 'hook.sh': HOOK, log: '' })) {
    writeFileSync(join(path, name), text);
  }
  const names = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map(({ name }) => name);
  for (const name of names) {
    mkdirSync(join(path, 'behaviour', name), { recursive: true });
    const entries = behaviour[name] ?? [];
    for (const [attempt, entry] of entries.entries()) {
      writeFileSync(join(path, 'behaviour', name, String(attempt)), printBehaviour(entry));
    }
    writeFileSync(join(path, 'behaviour', name, 'last'), printBehaviour(entries.at(-1)));
  }
  return { path, readLog: () => readLog(readFileSync(join(path, 'log'), 'utf8'), sinceBoot) };
}

/** Now, in hundredths of a second since the machine was booted. */
export function sinceBootNow(): number {
  return Math.round(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 100);
}

function printBehaviour(behaviour: Behaviour | undefined): string {
  const { run = Number.POSITIVE_INFINITY, exit = 0, onTerm, probes = {}, hooks = {} } = behaviour ?? {};
  const lines = [
    `RUN=${Number.isFinite(run) ? hundredths(run) : 'forever'}`,
    `EXIT=${exit}`,
    `TERM_AFTER=${hundredths(onTerm?.after ?? 0)}`,
    `TERM_EXIT=${onTerm?.exit ?? 0}`,
    `TERM_IGNORE=${onTerm?.ignore ? 1 : 0}`,
    ...(['startup', 'readiness', 'liveness'] as const).flatMap((kind) => {
      const { takes = 0, never = false, succeedAfter = 0, failAfter = Number.POSITIVE_INFINITY } = probes[kind] ?? {};
      return [
        `${kind}_TAKES=${hundredths(takes)}`,
        `${kind}_NEVER=${never ? 1 : 0}`,
        `${kind}_FROM=${hundredths(succeedAfter)}`,
        `${kind}_UNTIL=${Number.isFinite(failAfter) ? hundredths(failAfter) : 'never'}`,
      ];
    }),
    ...(['postStart', 'preStop'] as const).flatMap((kind) => {
      const { takes = 0, exit: code = 0 } = hooks[kind] ?? {};
      return [`${kind}_TAKES=${hundredths(takes)}`, `${kind}_EXIT=${code}`];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function hundredths(ms: number): number {
  return Math.round(ms / 10);
}

function readLog(text: string, sinceBoot: number): readonly LogEntry[] {
  return text.split('\n').flatMap((line) => {
    const [at, container, attempt, ...words] = line.split(' ');
    if (container === undefined) return [];
    const entry = entryOf(words);
    const who = { at: (Number(at) - sinceBoot) * 10, container, attempt: Number(attempt) };
    return entry ? [{ ...who, ...entry } as LogEntry] : [];
  });
}

function entryOf([what, a, b, c]: readonly string[]): object | undefined {
  switch (what) {
    case 'start':
    case 'term':
      return { what };
    case 'exit':
      return { what, code: Number(a) };
    case 'probe':
      return { what, kind: a, ok: b === 'ok' };
    case 'hook':
      return b === 'begin' ? { what: 'hookBegin', kind: a } : { what: 'hookEnd', kind: a, code: Number(c) };
    default:
      return undefined;
  }
}
