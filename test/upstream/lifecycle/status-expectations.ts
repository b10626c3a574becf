import type { ContainerStatus, StatusEntry } from '@outrigger/pod';
import { type Check, each, texts } from './expectations.ts';
import { indexOf, type Life, momentsOf } from './moments.ts';

/** What the cases expect of the pod's status, as a watcher of the API server sees it, and of its Events. */
export const STATUS_VERBS: Readonly<Record<string, Check>> = {
  /** The last phase that was shown. */
  phase: (life, wanted) => same('the phase', phasesOf(life).at(-1), wanted),
  /** Every phase that was shown, in order. */
  phases: (life, wanted) => same('the phases', phasesOf(life).join(' '), texts(wanted).join(' ')),
  /** How these containers ended: `{app: 137 Error}`. */
  terminated: table((life, name, wanted) => {
    const state = last(life, name)?.state;
    return same(name, state?.is === 'terminated' ? `${state.exitCode} ${state.reason}` : state?.is, wanted);
  }),
  running: each((life, name) => same(name, last(life, name)?.state.is, 'running')),
  /** Restart counts in the last status: `2`, or `'>= 2'`, `'<= 7'`. */
  restartCount: table((life, name, wanted) => count(`restarts of ${name}`, last(life, name)?.restarts ?? -1, wanted)),
  restartsOnlyGrow: each((life, name) => {
    const counts = written(life).map((entry) => entry.status?.containers[indexOf(life.timeline, name)]?.restarts ?? 0);
    return counts.every((n, i) => n >= (counts[i - 1] ?? 0)) && counts.length > 0 ? [] : [`${name}: ${counts}`];
  }),
  conditions: table((life, type, wanted) => {
    const conditions = lastEntry(life)?.status?.conditions;
    return same(type, conditions?.find((c) => c.type === type)?.status, wanted);
  }),
  /** The image that was last made sure of for a container, by its Events. */
  image: table((life, name, wanted) => {
    const field = life.timeline.containers[indexOf(life.timeline, name)]?.field;
    const pulled = life.timeline.events.findLast((e) => e.field === field && e.reason === 'Pulled');
    const image = /image "([^"]+)"/.exec(pulled?.message ?? '')?.[1];
    return same(`the image of ${name}`, image, wanted);
  }),
  /** What every status from one moment on shows: phase, conditions, and which containers are ready and started. */
  steady: (life, wanted) => steady(life, wanted as Steady),
  /** Events that are recorded: `{reason, of, says, count}`; without `of` any container or the pod. */
  events: (life, wanted) =>
    (wanted as readonly WantedEvent[]).flatMap((event) =>
      count(JSON.stringify(event), seen(life, event), event.count ?? '>= 1'),
    ),
  noEvents: (life, wanted) =>
    (wanted as readonly WantedEvent[]).flatMap((event) => count(JSON.stringify(event), seen(life, event), 0)),
  /** Initialized says true exactly while every ordinary init container has succeeded, and never goes back. */
  keepsInitInvariant: (life) => initInvariant(life),
};

interface Steady {
  readonly from: string;
  readonly to?: string;
  readonly phase?: string;
  readonly conditions?: Readonly<Record<string, boolean>>;
  readonly ready?: string | readonly string[];
  readonly started?: string | readonly string[];
}

interface WantedEvent {
  readonly reason: string;
  readonly of?: string;
  readonly says?: string;
  readonly count?: string | number;
}

function table(check: (life: Life, key: string, wanted: unknown) => readonly string[]): Check {
  return (life, wanted) =>
    Object.entries(wanted as Readonly<Record<string, unknown>>).flatMap(([key, value]) => check(life, key, value));
}

function same(what: string, got: unknown, wanted: unknown): readonly string[] {
  return got === wanted ? [] : [`${what}: ${String(got)}, not ${String(wanted)}`];
}

function count(what: string, got: number, wanted: unknown): readonly string[] {
  const [, sign = '=', number = ''] = /^(>=|<=|=)? ?(\d+)$/.exec(String(wanted)) ?? [];
  if (number === '') throw new Error(`"${String(wanted)}" is no count`);
  const fits = sign === '>=' ? got >= Number(number) : sign === '<=' ? got <= Number(number) : got === Number(number);
  return fits ? [] : [`${what}: ${got}, not ${String(wanted)}`];
}

function written(life: Life): readonly StatusEntry[] {
  return life.timeline.status.filter((entry) => entry.status && !entry.gone);
}

function lastEntry(life: Life): StatusEntry | undefined {
  return written(life).at(-1);
}

function last(life: Life, name: string): ContainerStatus | undefined {
  return lastEntry(life)?.status?.containers[indexOf(life.timeline, name)];
}

function phasesOf(life: Life): readonly string[] {
  const phases = written(life).map((entry) => entry.status?.phase ?? '');
  return phases.filter((phase, i) => phase !== phases[i - 1]);
}

function steady(life: Life, wanted: Steady): readonly string[] {
  const [from] = momentsOf(life, wanted.from);
  const [to] = wanted.to === undefined ? [] : momentsOf(life, wanted.to);
  if (!from) return [`"${wanted.from}" does not happen`];
  if (wanted.to !== undefined && !to) return [`"${wanted.to}" does not happen`];
  const entries = written(life);
  // What is shown at the beginning of the time, and every change in it.
  const shown = entries.filter(
    (e, i) =>
      e.at <= (to?.at ?? Number.POSITIVE_INFINITY) && (entries[i + 1]?.at ?? Number.POSITIVE_INFINITY) > from.at,
  );
  const problems = shown.flatMap(({ at, status }) => [
    ...(wanted.phase === undefined ? [] : same(`the phase at ${at} ms`, status?.phase, wanted.phase)),
    ...Object.entries(wanted.conditions ?? {}).flatMap(([type, value]) =>
      same(`${type} at ${at} ms`, status?.conditions.find((c) => c.type === type)?.status, value),
    ),
    ...(['ready', 'started'] as const).flatMap((field) =>
      texts(wanted[field] ?? []).flatMap((name) =>
        same(`${name} ${field} at ${at} ms`, status?.containers[indexOf(life.timeline, name)]?.[field], true),
      ),
    ),
  ]);
  return shown.length > 0 ? problems : [`nothing is shown from "${wanted.from}" on`];
}

/** How often such an Event was seen. */
function seen({ timeline }: Life, { reason, of, says = '' }: WantedEvent): number {
  const field = of === undefined || of === 'pod' ? undefined : timeline.containers[indexOf(timeline, of)]?.field;
  return timeline.events.filter(
    (e) => e.reason === reason && (of === undefined || e.field === field) && e.message.includes(says),
  ).length;
}

/** test/e2e/common/node/init_container.go: containerInitInvariant at v1.36.2, for pods without sidecars. */
function initInvariant(life: Life): readonly string[] {
  const { containers } = life.timeline;
  let wasInitialised = false;
  const problems = written(life).flatMap(({ at, status }) => {
    const of = (kind: string) => (status?.containers ?? []).filter((_, i) => containers[i]?.kind === kind);
    const all = of('init').every(({ state }) => state.is === 'terminated' && state.exitCode === 0);
    const says = status?.conditions.find((c) => c.type === 'Initialized')?.status;
    const early = of('main').filter(
      ({ state }) => !all && !(state.is === 'waiting' && state.reason === 'PodInitializing'),
    );
    const regressed = wasInitialised && !all;
    wasInitialised ||= all;
    return [
      ...same(`Initialized at ${at} ms`, says, all),
      ...early.map((c) => `${c.name} does not wait for PodInitializing at ${at} ms`),
      ...(regressed ? [`initialised no more at ${at} ms`] : []),
    ];
  });
  return wasInitialised || phasesOf(life).length > 0 ? problems : ['no status was written'];
}
