import type { ContainerLife, PodLife } from '../life/life.ts';
import { podStops } from '../life/pod-stops.ts';
import { enumerate } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { Difference } from './difference.ts';
import { gatesOf } from './gates-of.ts';

/** What is different when two lives are looked at as a whole: kinds, gates, order, length of the stop, restarts, end. */
export function wholeDifferences(a: PodLife, b: PodLife): readonly Difference[] {
  const differ = (
    kind: Difference['kind'],
    what: string,
    of: (life: PodLife) => string,
    about: About,
  ): readonly Difference[] => {
    const [x, y] = [of(a), of(b)];
    return x === y || x === '' || y === '' ? [] : [{ kind, what, a: x, b: y, ...about }];
  };
  const pod: About = { at: 0, containers: [] };
  const names = a.containers.map(({ container }) => container.name);
  const each = (of: (name: string) => readonly Difference[]) => names.flatMap(of);
  const stopAt = Math.min(stopBegin(a), stopBegin(b));
  return [
    ...each((name) =>
      differ('kind', name, (life) => KINDS[find(life, name)?.container.kind ?? 'none'], { at: 0, containers: [name] }),
    ),
    ...each((name) =>
      differ('gate', `${name} waits for`, (life) => gatesOf(life, name), { at: 0, containers: [name] }),
    ),
    ...differ('order', 'start order', startOrder, pod),
    ...differ('order', 'stop order', stopOrder, { at: stopAt, containers: [] }),
    ...differ('stop', 'the stop takes', stopLength, { at: stopAt, containers: [] }),
    ...each((name) =>
      differ('restarts', `restarts of ${name}`, (life) => restarts(find(life, name)), { at: 0, containers: [name] }),
    ),
    ...differ('phase', 'in the end the pod is', finalState, {
      at: Math.max(a.timeline.end, b.timeline.end),
      containers: [],
    }),
  ];
}

type About = Pick<Difference, 'at' | 'containers'>;

const KINDS = {
  init: 'an init container',
  sidecar: 'a sidecar',
  main: 'an ordinary container',
  ephemeral: 'an ephemeral container',
  none: '',
} as const;

function find(life: PodLife, name: string): ContainerLife | undefined {
  return life.containers.find(({ container }) => container.name === name);
}

function restarts(life: ContainerLife | undefined): string {
  return life ? String(Math.max(0, life.attempts.length - 1)) : '';
}

/** `proxy, then app`; those that start within a moment stand together. */
function startOrder({ containers }: PodLife): string {
  return order(
    containers.flatMap(({ container, attempts: [first] }) =>
      first ? [{ name: container.name, at: first.start }] : [],
    ),
  );
}

function stopOrder(life: PodLife): string {
  const stop = podStops(life).at(-1);
  const signals = stop?.stopped.flatMap(({ attempt, term }) =>
    term === undefined ? [] : [{ name: attempt.container.name, at: term }],
  );
  return order(signals ?? []);
}

function order(moments: readonly { readonly name: string; readonly at: number }[]): string {
  const groups: { at: number; names: string[] }[] = [];
  for (const { name, at } of moments.toSorted((x, y) => x.at - y.at)) {
    const group = groups.at(-1);
    if (group && at - group.at <= TOGETHER) group.names.push(name);
    else groups.push({ at, names: [name] });
  }
  if (groups.length === 1 && (groups[0]?.names.length ?? 0) > 1) return `${enumerate(groups[0]?.names ?? [])} together`;
  return groups.map(({ names }) => enumerate(names)).join(', then ');
}

/** Starts of a machine follow each other so fast, in ms, without one waiting for the other. */
const TOGETHER = 300;

function stopBegin(life: PodLife): number {
  return podStops(life).at(-1)?.at ?? life.timeline.end;
}

function stopLength(life: PodLife): string {
  const stop = podStops(life).at(-1);
  if (!stop) return '';
  const ends = stop.stopped.map(({ attempt }) => attempt.end?.at);
  if (ends.some((at) => at === undefined)) return `more than ${sayDuration(life.timeline.end - stop.at)}`;
  return sayDuration(Math.max(0, ...ends.map((at) => (at ?? 0) - stop.at)));
}

function finalState({ timeline }: PodLife): string {
  const { status } = timeline.status.findLast((entry) => entry.status !== undefined) ?? {};
  const phase = status?.phase ?? 'Pending';
  if (phase !== 'Running') return phase;
  return status?.conditions.some((c) => c.type === 'Ready' && c.status) ? 'Running and Ready' : 'Running but not Ready';
}
