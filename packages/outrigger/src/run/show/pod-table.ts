import type { ProbeResult } from '@outrigger/node';
import type { PodStatus } from '@outrigger/pod';
import { alignColumns } from '../../resources/align-columns.ts';

/** A pod as it is shown now. */
export interface ShownPod {
  readonly name: string;
  readonly status: PodStatus | undefined;
  readonly deleting: boolean;
  readonly gone: boolean;
  readonly probes: ProbeTally;
}

/** By container and kind of probe, the last result and how often in a row it came. */
export type ProbeTally = ReadonlyMap<string, ReadonlyMap<ProbeResult['kind'], Tally>>;

interface Tally {
  readonly ok: boolean;
  readonly times: number;
}

const HEADINGS = ['POD', 'CONTAINER', 'STATE', 'READY', 'RESTARTS', 'PROBES'];

/**
 * A row for each pod and each of its containers, below headings. Where that is more than `most` rows, pods that are Ready or gone
 * come last and have one row; what does not fit then is counted.
 */
export function podTable(pods: readonly ShownPod[], most: number): readonly string[] {
  const whole = pods.flatMap(rowsOf);
  if (whole.length + 1 <= most) return alignColumns([HEADINGS, ...whole]);
  const order = [...pods.filter((pod) => !isQuiet(pod)), ...pods.filter(isQuiet)];
  const short = order.flatMap((pod) => (isQuiet(pod) ? [headOf(pod)] : rowsOf(pod)));
  if (short.length + 1 <= most) return alignColumns([HEADINGS, ...short]);
  const kept = short.slice(0, Math.max(0, most - 2));
  const left = order.length - kept.filter(([name]) => name !== '').length;
  const ready = pods.filter(({ gone, status }) => !gone && isReady(status)).length;
  return [...alignColumns([HEADINGS, ...kept]), `… and ${left} more; ${ready} of ${pods.length} pods are Ready`];
}

/** The tally with one more result. */
export function tallyProbe(tally: ProbeTally, { container, kind, ok }: ProbeResult): ProbeTally {
  const kinds = tally.get(container);
  const last = kinds?.get(kind);
  const next = { ok, times: last?.ok === ok ? last.times + 1 : 1 };
  return new Map([...tally, [container, new Map([...(kinds ?? []), [kind, next]])]]);
}

type Row = readonly string[];

function rowsOf(pod: ShownPod): readonly Row[] {
  const { gone, status, probes } = pod;
  const containers = (gone ? [] : (status?.containers ?? [])).map(({ name, state, ready, restarts }) => {
    const told = state.is === 'running' ? sayProbes(probes.get(name) ?? new Map()) : '';
    return ['', name, sayState(state), ready ? 'yes' : 'no', String(restarts), told];
  });
  return [headOf(pod), ...containers];
}

function headOf({ name, gone, deleting, status }: ShownPod): Row {
  const phase = gone ? 'gone' : deleting ? 'Terminating' : isReady(status) ? 'Ready' : (status?.phase ?? 'Pending');
  return [name, '', phase, '', '', ''];
}

function isQuiet({ gone, deleting, status }: ShownPod): boolean {
  return gone || (!deleting && isReady(status));
}

function isReady(status: PodStatus | undefined): boolean {
  return status?.conditions.some(({ type, status: is }) => type === 'Ready' && is) ?? false;
}

function sayState(state: PodStatus['containers'][number]['state']): string {
  switch (state.is) {
    case 'running':
      return 'running';
    case 'waiting':
      return `waiting: ${state.reason}`;
    case 'terminated':
      return `${state.reason} (${state.exitCode})`;
  }
}

function sayProbes(kinds: ReadonlyMap<string, Tally>): string {
  return [...kinds]
    .map(([kind, { ok, times }]) => `${kind} ${ok ? 'ok' : 'failed'}${times > 1 && !ok ? ` ${times} times` : ''}`)
    .join(', ');
}
