import type { PodMark, PodSpan } from '../chart/chart-model.ts';
import { podWord } from '../chart/pod-word.ts';
import { ticksOf } from '../chart/ticks.ts';
import { isCut } from '../chart/time-scale.ts';
import { sayDuration } from '../words/say-duration.ts';
import { round, type SvgCanvas, xOf } from './canvas.ts';
import { escapeMarkup } from './escape-markup.ts';
import { fitLength, textLength } from './text-length.ts';

/** Vertical extent of the part of a picture that the time axis belongs to. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** Lines through all lanes at round times; drawn first, under everything. */
export function gridSvg(canvas: SvgCanvas, { top, bottom }: Extent): string {
  const ticks = ticksOf(canvas.scale, TICK_ROOM / canvas.length);
  return ticks.map(({ at }) => `<path class="og-grid" d="M${xOf(canvas, at)} ${top}V${bottom}"/>`).join('');
}

const TICK_ROOM = 66;

/** The axis with its labels below `bottom`, and a torn strip over every quiet stretch that was cut short. */
export function axisSvg(canvas: SvgCanvas, { top, bottom }: Extent): string {
  const { left, length, scale } = canvas;
  const labels = ticksOf(scale, TICK_ROOM / length).map(({ at, label }) => {
    const x = Math.min(xOf(canvas, at), left + length - textLength(label, 11) / 2);
    return `<text class="og-muted og-small" x="${round(x)}" y="${bottom + 17}" text-anchor="middle">${label}</text>`;
  });
  const cuts = scale.stretches.filter((stretch) => stretch.broken);
  return [
    `<path class="og-axis" d="M${left} ${bottom + 0.5}H${left + length}"/>`,
    ...labels,
    ...cuts.map((cut) => cutSvg(canvas, { top, bottom }, cut)),
  ].join('');
}

function cutSvg(
  canvas: SvgCanvas,
  { top, bottom }: Extent,
  cut: { readonly from: number; readonly to: number },
): string {
  const middle = (xOf(canvas, cut.from) + xOf(canvas, cut.to)) / 2;
  const teeth = Math.ceil((bottom - top + 8) / 8);
  const down = Array.from({ length: teeth }, (_, i) => `l${i % 2 === 0 ? 5 : -5} 8`).join('');
  const up = Array.from({ length: teeth }, (_, i) => `l${(teeth - i) % 2 === 0 ? 5 : -5} -8`).join('');
  const [x, y] = [round(middle - 8), top - 4];
  const text = sayDuration(cut.to - cut.from);
  const tip = `${text} in which nothing new happens are cut out here`;
  return (
    `<g class="og-mark" data-tip="${tip}"><title>${tip}</title><path class="og-cut" stroke-width="1.5" d="M${x} ${y}${down}h12${up}z"/></g>` +
    `<text class="og-muted og-tiny og-halo" x="${round(middle)}" y="${bottom + 30}" text-anchor="middle">+${text}</text>`
  );
}

/** The pod's own band: its state in words over time. */
export function podBandSvg(spans: readonly PodSpan[], canvas: SvgCanvas, y: number): string {
  const band = spans.map((span) => {
    if (isCut(canvas.scale, span.from, span.to)) return '';
    const x = xOf(canvas, span.from);
    const width = Math.max(1, round(xOf(canvas, span.to) - x));
    const word = podWord(span);
    const text = textLength(word, 11) + 10 <= width ? word : '';
    const tip = escapeMarkup(`pod: ${word}, ${sayDuration(span.from)} to ${sayDuration(span.to)}`);
    return (
      `<g class="og-mark" data-tip="${tip}"><title>${tip}</title><rect class="og-p-${word}" x="${x}" y="${y}" width="${width}" height="${POD_BAND}"/>` +
      `${text && `<text class="og-ink og-small" x="${round(x + 6)}" y="${y + 14.5}">${text}</text>`}</g>`
    );
  });
  return `<text class="og-ink og-name" x="8" y="${y + 15}">pod</text>${band.join('')}`;
}

/** Height of the pod's band. */
export const POD_BAND: number = 21;

/** Flags for what was done to the pod, packed into as few rows as possible; gives their height too. */
export function flagsSvg(
  marks: readonly PodMark[],
  canvas: SvgCanvas,
  extent: Extent,
): { readonly svg: string; readonly height: number } {
  const rows: number[] = [];
  const right = canvas.left + canvas.length;
  const lines: string[] = [];
  const texts: string[] = [];
  for (const [at, words] of grouped(marks)) {
    const x = xOf(canvas, at);
    const text = fitLength(words, canvas.length - 16, 11);
    const width = textLength(text, 11) + 10;
    const toTheLeft = x + width > right;
    const start = toTheLeft ? Math.max(canvas.left, x - width) : x;
    let row = rows.findIndex((free) => start >= free);
    if (row < 0) row = rows.length;
    rows[row] = start + width + 8;
    const y = extent.top - 6 - row * FLAG;
    lines.push(`<path class="og-flag" stroke-width="1.5" stroke-dasharray="3 3" d="M${x} ${y - 8}V${extent.bottom}"/>`);
    const anchor = toTheLeft ? `x="${round(Math.max(x, start + width) - 5)}" text-anchor="end"` : `x="${round(x + 5)}"`;
    texts.push(`<text class="og-flagtext og-small og-halo" ${anchor} y="${y}">${escapeMarkup(text)}</text>`);
  }
  return { svg: [...lines, ...texts].join(''), height: rows.length * FLAG };
}

const FLAG = 17;

/** Marks of the same moment share a flag. */
function grouped(marks: readonly PodMark[]): readonly (readonly [number, string])[] {
  const texts = new Map<number, string>();
  for (const { at, text } of marks) texts.set(at, texts.has(at) ? `${texts.get(at)}, ${text}` : text);
  return [...texts];
}
