import type { ChartModel, Lane } from './chart-model.ts';

/** Every moment at which something new happens, by time, 0 and `end` included; the middle of a steady crash loop is not news. */
export function eventfulMoments(models: readonly ChartModel[], end: number): readonly number[] {
  const moments = new Set([0, end]);
  for (const model of models) {
    const loops = model.lanes.flatMap(steadyLoops);
    const isNews = (at: number) => !loops.some(({ from, to }) => at > from && at < to);
    for (const lane of model.lanes) {
      const own = steadyLoops(lane);
      for (const { from, to } of lane.spans)
        for (const at of [from, to]) if (!own.some((loop) => at > loop.from && at < loop.to)) moments.add(at);
    }
    for (const { at } of model.marks) moments.add(at);
    for (const { from } of model.pod) if (isNews(from)) moments.add(from);
    moments.add(model.end);
  }
  return [...moments].filter((at) => at <= end).sort((a, b) => a - b);
}

interface Loop {
  readonly from: number;
  readonly to: number;
}

/** Fewer rounds than this are shown one by one. */
const FEWEST_ROUNDS = 8;
/** Rounds are alike when none is longer than another by more than this factor: the kubelet stretches its waits by 1 to 1.5. */
const ALIKE = 1.6;

/** Where a container fails and restarts in rounds of about the same length: from the third round to the last but one. */
function steadyLoops({ marks }: Lane): readonly Loop[] {
  const restarts = marks.filter((mark) => mark.kind === 'restart').map((mark) => mark.at);
  const loops: Loop[] = [];
  let first = 0;
  for (let i = 1; i <= restarts.length; i++) {
    if (i < restarts.length - 1 && isAlike(restarts, first, i)) continue;
    if (i - first >= FEWEST_ROUNDS) loops.push({ from: restarts[first + 2] ?? 0, to: restarts[i - 2] ?? 0 });
    first = i;
  }
  return loops;
}

function isAlike(restarts: readonly number[], first: number, i: number): boolean {
  const length = (at: number) => (restarts[at + 1] ?? 0) - (restarts[at] ?? 0);
  const [a, b] = [length(first), length(i)];
  return Math.max(a, b) <= ALIKE * Math.max(1, Math.min(a, b));
}
