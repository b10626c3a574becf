import type { LogEntry, StatusEntry, Timeline } from '../timeline.ts';

/** What each container did after a second, but for its probes: `10 term, 12 exit 0`. */
export function livesOf({ log, containers }: Timeline, from: number = 0): Readonly<Record<string, string>> {
  const told = log.filter((entry) => entry.what !== 'probe' && entry.at >= from * 1000);
  return Object.fromEntries(
    containers.flatMap(({ name }) => {
      const own = told.filter((entry) => entry.container === name);
      return own.length > 0 ? [[name, own.map((entry) => `${seconds(entry, from)} ${wordsOf(entry)}`).join(', ')]] : [];
    }),
  );
}

/** At which seconds each container starts. */
export function startsOf({ log }: Timeline): Readonly<Record<string, readonly number[]>> {
  const starts: Record<string, number[]> = {};
  for (const { what, container, at } of log) {
    if (what !== 'start') continue;
    const own = starts[container] ?? [];
    own.push(at / 1000);
    starts[container] = own;
  }
  return starts;
}

/** The phase and what is true of the pod, where that is not changed in the same moment: `0 Pending, 5 Running Ready`. */
export function phasesOf({ status }: Timeline, from: number = 0): string {
  const said: string[] = [];
  for (const [i, entry] of status.entries()) {
    if (status[i + 1]?.at === entry.at || entry.at < from * 1000) continue;
    const shown = shownOf(entry);
    if (said.at(-1)?.split(' ').slice(1).join(' ') !== shown) said.push(`${seconds(entry, from)} ${shown}`);
  }
  return said.join(', ');
}

function shownOf({ status, gone }: StatusEntry): string {
  if (gone) return `gone ${status?.phase}`;
  const conditions = ['Initialized', 'Ready'].filter((type) =>
    status?.conditions.some((c) => c.type === type && c.status),
  );
  return [status?.phase, ...conditions].join(' ');
}

function wordsOf(entry: LogEntry): string {
  switch (entry.what) {
    case 'exit':
      return `exit ${entry.code}`;
    case 'hookBegin':
      return `${entry.kind} begins`;
    case 'hookEnd':
      return `${entry.kind} ends ${entry.code}`;
    default:
      return entry.what;
  }
}

function seconds({ at }: { readonly at: number }, from: number): number {
  return at / 1000 - from;
}
