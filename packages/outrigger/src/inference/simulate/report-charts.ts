import type { Compared } from '@outrigger/inference';
import { type Chart, lineChart, PANEL } from './line-chart.ts';

/** The article's three charts in a row and three more below them, for each workload: one picture. */
export function reportCharts(rows: readonly Compared[]): string {
  const workloads = [...new Set(rows.map(({ workload }) => workload))];
  const charts = workloads.flatMap((workload) => CHARTS.map((chart) => chartOf(chart, workload, rows)));
  const panels = charts.map((chart, place) => {
    const [x, y] = [(place % ABREAST) * PANEL.width, Math.floor(place / ABREAST) * PANEL.height];
    return `<g transform="translate(${x},${y})">${lineChart(chart)}</g>`;
  });
  const width = ABREAST * PANEL.width;
  const height = Math.ceil(charts.length / ABREAST) * PANEL.height;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11"><rect width="100%" height="100%" fill="white"/>${panels.join('')}</svg>`;
}

interface Measure {
  readonly title: string;
  readonly of: (row: Compared) => number;
  readonly isLog?: boolean;
}

/** As wide as a page. */
const ABREAST = 3;

const CHARTS: readonly Measure[] = [
  { title: 'output tokens a second', of: ({ tokensPerSecond }) => tokensPerSecond.mean },
  { title: 'time per output token, p90, ms', of: ({ tpot }) => tpot.p90.mean },
  { title: 'end to end, p90, ms', of: ({ endToEnd }) => endToEnd.p90.mean },
  { title: 'first token, p90, ms', of: ({ ttft }) => ttft.p90.mean, isLog: true },
  { title: 'goodput, requests a second', of: ({ goodput }) => goodput.mean },
  { title: 'shed, % of requests', of: ({ shed }) => shed.mean * 100 },
];

function chartOf({ title, of, isLog = false }: Measure, workload: string, rows: readonly Compared[]): Chart {
  const ours = rows.filter((row) => row.workload === workload);
  const policies = [...new Set(ours.map(({ policy }) => policy))];
  return {
    title: `${workload}: ${title}`,
    isLog,
    lines: policies.map((name) => ({
      name,
      points: ours.filter(({ policy }) => policy === name).map((row) => [row.perSecond, of(row)] as const),
    })),
  };
}
