import type { Lane, SpanKind } from '../chart/chart-model.ts';
import { MARK_WORDS } from '../chart/mark-words.ts';
import { SPAN_KINDS, SPAN_WORDS } from '../chart/span-words.ts';
import { round } from './canvas.ts';
import { sampleBadge } from './mark-badges.ts';
import { textLength } from './text-length.ts';

/** A look that a chart makes use of, and what it means. */
export interface LegendEntry {
  readonly words: string;
  /** 22 by 12 pixels. */
  readonly draw: (x: number, y: number, prefix: string) => string;
}

/** Every kind of span and every sign that the lanes hold. The line after an end needs no words where its sign has some. */
export function legendEntries(lanes: readonly Lane[]): readonly LegendEntry[] {
  const spans = new Set(lanes.flatMap((lane) => lane.spans.map((span) => span.kind)));
  const marks = new Set(lanes.flatMap((lane) => lane.marks.map((mark) => mark.kind)));
  if (marks.has('exitOk')) spans.delete('exitedOk');
  if (marks.has('exitFailed')) spans.delete('exitedFailed');
  return [
    ...SPAN_KINDS.filter((kind) => spans.has(kind)).map((kind) => ({
      words: SPAN_WORDS[kind],
      draw: (x: number, y: number, prefix: string) => sample(kind, x, y, prefix),
    })),
    ...MARK_WORDS.filter(([kind]) => marks.has(kind)).map(([kind, words]) => ({
      words,
      draw: (x: number, y: number) => sampleBadge(kind, x, y),
    })),
  ];
}

/** The legend of the lanes; wraps at `width`. */
export function legendSvg(
  lanes: readonly Lane[],
  { y, width, prefix }: { readonly y: number; readonly width: number; readonly prefix: string },
): { readonly svg: string; readonly height: number } {
  let [x, line] = [8, 0];
  const entries = legendEntries(lanes).map(({ words, draw }) => {
    const length = 30 + textLength(words, 11) + 16;
    if (x > 8 && x + length > width) [x, line] = [8, line + 1];
    const top = y + line * 20;
    const svg = `${draw(x, top, prefix)}<text class="og-muted og-small" x="${round(x + 28)}" y="${top + 10}">${words}</text>`;
    x += length;
    return svg;
  });
  return { svg: entries.join(''), height: entries.length === 0 ? 0 : (line + 1) * 20 };
}

/** The look of a kind in 22 by 12 pixels. */
function sample(kind: SpanKind, x: number, y: number, prefix: string): string {
  const box = (height: number) => `x="${round(x)}" y="${y + 12 - height}" width="22" height="${height}" rx="2"`;
  switch (kind) {
    case 'waiting':
    case 'image':
      return `<path class="og-line og-dots og-s-${kind}" d="M${round(x)} ${y + 7}h22"/>`;
    case 'backOff':
      return `<path class="og-line og-dash og-s-${kind}" d="M${round(x)} ${y + 7}h22"/>`;
    case 'exitedOk':
    case 'exitedFailed':
      return `<path class="og-line og-s-${kind}" stroke-opacity=".35" d="M${round(x)} ${y + 7}h22"/>`;
    case 'notStarted':
    case 'started':
      return (
        `<rect class="og-f-${kind} og-tint" ${box(12)}/>` +
        (kind === 'notStarted' ? `<rect fill="url(#${prefix}hatch)" ${box(12)}/>` : '') +
        `<rect class="og-s-${kind}" fill="none" stroke-width="1.5" ${box(12)}/>`
      );
    case 'held':
      return `<rect class="og-f-held" ${box(8)}/>`;
    case 'terming':
      return `<rect class="og-f-terming" ${box(4)}/>`;
    default:
      return `<rect class="og-f-${kind}" ${box(12)}/>`;
  }
}
