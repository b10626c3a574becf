import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { type ChartModel, chartModel } from '../chart/chart-model.ts';
import { describeChart } from '../chart/describe-chart.ts';
import { type TimeScale, timeScale } from '../chart/time-scale.ts';
import { axisSvg, flagsSvg, gridSvg, POD_BAND, podBandSvg } from './axis-svg.ts';
import type { SvgCanvas } from './canvas.ts';
import { escapeMarkup } from './escape-markup.ts';
import { LANE, laneSvg, NAME_SIZE } from './lane-svg.ts';
import { legendSvg } from './legend-svg.ts';
import { svgStyle } from './svg-style.ts';
import { textLength } from './text-length.ts';

/** How a picture of a life is drawn. */
export interface SvgOptions {
  /** Pixels; 960 by default. */
  readonly width?: number;
  /** What was played, which names crashes and other things done from outside. */
  readonly scenario?: Scenario;
}

/**
 * Draws one pod life as a picture of its own: title and description for those who cannot see it, readable on light and
 * on dark paper, nothing loaded from anywhere.
 */
export function svgChart(timeline: Timeline, { width = 960, scenario }: SvgOptions = {}): string {
  const model = chartModel(timeline, scenario);
  return drawSvg(model, { width, scale: timeScale([model]), prefix: 'og-', alone: true });
}

/** How one chart of a page is drawn. */
export interface DrawOptions {
  readonly width: number;
  readonly scale: TimeScale;
  /** Put before every id, so that several charts can share a page. */
  readonly prefix: string;
  /** A file of its own, with style, paper and heading; otherwise a part of a page that has all these. */
  readonly alone: boolean;
  /** Left end of the time axis; by default as the names need it. */
  readonly left?: number;
}

/** Draws a model that may share its scale with others. */
export function drawSvg(
  model: ChartModel,
  { width, scale, prefix, alone, left = leftOf([model]) }: DrawOptions,
): string {
  const canvas: SvgCanvas = { scale, left, length: width - left - 14, prefix };
  const heading = alone ? 40 : 4;
  const flags = flagsSvg(model.marks, canvas, { top: 0, bottom: 0 }).height;
  const top = heading + flags + 8;
  const bottom = top + POD_BAND + 8 + model.lanes.length * LANE.pitch;
  const legend = legendSvg(model.lanes, { y: bottom + 44, width, prefix });
  const height = alone ? bottom + 52 + legend.height : bottom + 36;
  const title = `${model.title}, kubelet ${model.kubelet}`;
  return [
    `<svg class="og" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${prefix}t ${prefix}d">`,
    `<title id="${prefix}t">${escapeMarkup(title)}</title><desc id="${prefix}d">${escapeMarkup(describeChart(model))}</desc>`,
    alone ? `<style>${svgStyle()}</style>` : '',
    `<defs><pattern id="${prefix}hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="og-s-notStarted" stroke-width="2" stroke-opacity=".45" d="M0 0V6"/></pattern></defs>`,
    alone ? `<rect class="og-paper" width="${width}" height="${height}" rx="8"/>${headingSvg(model, width)}` : '',
    gridSvg(canvas, { top, bottom }),
    podBandSvg(model.pod, canvas, top),
    ...model.lanes.map((lane, i) => laneSvg(lane, canvas, top + POD_BAND + 4 + i * LANE.pitch)),
    flagsSvg(model.marks, canvas, { top, bottom }).svg,
    axisSvg(canvas, { top, bottom }),
    alone ? legend.svg : '',
    '</svg>',
  ].join('');
}

/** Where the axis begins so that the names of all charts fit, within reason. */
export function leftOf(models: readonly ChartModel[]): number {
  const names = models.flatMap((model) => model.lanes.map((lane) => textLength(lane.name, NAME_SIZE)));
  return Math.round(Math.min(230, Math.max(118, ...names.map((length) => length + 24))));
}

function headingSvg({ title, kubelet }: ChartModel, width: number): string {
  return (
    `<text class="og-ink og-bold" font-size="15" x="8" y="24">${escapeMarkup(title)}</text>` +
    `<text class="og-muted og-small" x="${width - 14}" y="24" text-anchor="end">kubelet ${escapeMarkup(kubelet)}</text>`
  );
}
