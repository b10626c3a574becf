import type { Lane, SpanKind } from '../chart/chart-model.ts';
import { SPAN_KINDS, SPAN_WORDS } from '../chart/span-words.ts';
import { round } from './canvas.ts';
import { textLength } from './text-length.ts';

/** A sample of every kind of span that the lanes hold, with its name; wraps at `width`. */
export function legendSvg(
  lanes: readonly Lane[],
  { y, width, prefix }: { readonly y: number; readonly width: number; readonly prefix: string },
): { readonly svg: string; readonly height: number } {
  const used = new Set(lanes.flatMap((lane) => lane.spans.map((span) => span.kind)));
  let [x, line] = [8, 0];
  const entries = SPAN_KINDS.filter((kind) => used.has(kind)).map((kind) => {
    const length = 30 + textLength(SPAN_WORDS[kind], 11) + 16;
    if (x > 8 && x + length > width) [x, line] = [8, line + 1];
    const top = y + line * 20;
    const svg = `${sample(kind, x, top, prefix)}<text class="og-muted og-small" x="${round(x + 28)}" y="${top + 10}">${SPAN_WORDS[kind]}</text>`;
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
