import { type Assumption, type PageNotes, type Paint, type Timeline, wrap } from '@outrigger/pod';

/** How the lines are set. */
export interface AssumptionStyle {
  readonly width: number;
  readonly paint: Paint;
}

/** What was read from the commands of the manifest, and what was assumed, container by container. */
export function assumptionLines(
  assumptions: readonly Assumption[],
  timeline: Timeline,
  { width, paint }: AssumptionStyle,
): readonly string[] {
  return assumptionNotes(assumptions, timeline).flatMap(({ title, rows }) => {
    const column = Math.min(30, Math.max(...rows.map(([name]) => name.length))) + 2;
    const lines = rows.flatMap(([name, text]) =>
      wrap(text, Math.max(20, width - column - 2)).map((line, n) => `  ${(n === 0 ? name : '').padEnd(column)}${line}`),
    );
    return [paint('title', title), ...lines];
  });
}

/** The same for a page. What a container would do on SIGTERM is told only where it gets one. */
export function assumptionNotes(assumptions: readonly Assumption[], { log }: Timeline): readonly PageNotes[] {
  const stopped = new Set(log.filter(({ what }) => what === 'term').map(({ container }) => container));
  const told = assumptions.filter(({ what, container }) => what !== 'term' || stopped.has(container ?? ''));
  return TITLES.flatMap(([because, title]) => {
    const block = told.filter((assumption) => assumption.because === because);
    const containers = [...new Set(block.map(({ container }) => container))];
    const rows = containers.map((container) => {
      const texts = block.filter((assumption) => assumption.container === container).map(({ text }) => text);
      return [container ?? 'the pod', texts.join('; ')] as const;
    });
    return rows.length === 0 ? [] : [{ title, rows }];
  });
}

const TITLES = [
  ['command', 'Read from the commands'],
  ['assumed', 'Assumed, as nothing in the manifest says so'],
] as const;
