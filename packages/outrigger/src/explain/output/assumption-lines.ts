import { type Assumption, type Paint, type Timeline, wrap } from '@outrigger/pod';

/** How the lines are set. */
export interface AssumptionStyle {
  readonly width: number;
  readonly paint: Paint;
}

/** What was read from the commands of the manifest, and what was assumed, container by container. */
export function assumptionLines(
  assumptions: readonly Assumption[],
  { log }: Timeline,
  style: AssumptionStyle,
): readonly string[] {
  const stopped = new Set(log.filter(({ what }) => what === 'term').map(({ container }) => container));
  const told = assumptions.filter(({ what, container }) => what !== 'term' || stopped.has(container ?? ''));
  const read = told.filter(({ because }) => because === 'command');
  const assumed = told.filter(({ because }) => because === 'assumed');
  return [
    ...block('Read from the commands', read, style),
    ...block('Assumed, as nothing in the manifest says so', assumed, style),
  ];
}

function block(
  title: string,
  assumptions: readonly Assumption[],
  { width, paint }: AssumptionStyle,
): readonly string[] {
  if (assumptions.length === 0) return [];
  const containers = [...new Set(assumptions.map(({ container }) => container))];
  const names = containers.map((container) => container ?? 'the pod');
  const column = Math.min(30, Math.max(...names.map((name) => name.length))) + 2;
  const lines = containers.flatMap((container, i) => {
    const texts = assumptions.filter((assumption) => assumption.container === container).map(({ text }) => text);
    const name = names[i] ?? '';
    return wrap(texts.join('; '), Math.max(20, width - column - 2)).map((line, n) => {
      return `  ${(n === 0 ? name : '').padEnd(column)}${line}`;
    });
  });
  return [paint('title', title), ...lines];
}
