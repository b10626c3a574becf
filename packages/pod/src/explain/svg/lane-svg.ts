import type { Lane, Span, SpanKind } from '../chart/chart-model.ts';
import { SPAN_WORDS, spanText } from '../chart/span-words.ts';
import { isCut } from '../chart/time-scale.ts';
import { sayDuration } from '../words/say-duration.ts';
import { round, type SvgCanvas, xOf } from './canvas.ts';
import { escapeMarkup } from './escape-markup.ts';
import { markBadges } from './mark-badges.ts';
import { fitLength, textLength } from './text-length.ts';

/** Pixels of one lane: room for marks, then the bar, then air. */
export const LANE: { readonly marks: number; readonly bar: number; readonly pitch: number } = {
  marks: 17,
  bar: 26,
  pitch: 54,
};

/** One container's row with its top at `y`: name and kind, spans, marks. */
export function laneSvg(lane: Lane, canvas: SvgCanvas, y: number): string {
  const top = y + LANE.marks;
  const names = canvas.left - 22;
  const name = fitLength(lane.name, names, NAME_SIZE);
  const spans = lane.spans.filter((span) => !isCut(canvas.scale, span.from, span.to));
  return [
    `<text class="og-ink og-name" x="8" y="${top + 12}">${escapeMarkup(name)}</text>`,
    `<text class="og-muted og-small" x="8" y="${top + 26}">${escapeMarkup(KIND_WORDS[lane.kind])}</text>`,
    ...spans.map((span) => spanSvg(lane, span, canvas, top)),
    markBadges(lane, canvas, y + LANE.marks - 9),
  ].join('');
}

/** Names are set in bold, which is wider. */
export const NAME_SIZE: number = 14.5;

/** What people call each kind of container. */
const KIND_WORDS: Readonly<Record<Lane['kind'], string>> = {
  init: 'init container',
  sidecar: 'sidecar',
  main: 'app container',
  ephemeral: 'ephemeral container',
};

/** How much of the lane's height a span fills, from the bottom; 0 = a line. A stop lets a bar run out. */
const HEIGHT: Readonly<Record<SpanKind, number>> = {
  waiting: 0,
  image: 0,
  runs: 1,
  postStart: 1,
  notStarted: 1,
  started: 1,
  ready: 1,
  preStop: 1,
  held: 0.62,
  terming: 0.34,
  backOff: 0,
  exitedOk: 0,
  exitedFailed: 0,
};

function spanSvg(lane: Lane, span: Span, canvas: SvgCanvas, top: number): string {
  const [x, end] = [xOf(canvas, span.from), xOf(canvas, span.to)];
  const width = Math.max(1.5, round(end - x));
  const shape = HEIGHT[span.kind] === 0 ? lineOf(span, { x, end, top }) : barOf(span, { x, width, top });
  const label = labelOf(span, { x, width, top });
  // A transparent rectangle makes thin lines easy to point at.
  const target = `<rect class="og-hit" x="${x}" y="${top}" width="${width}" height="${LANE.bar}" fill-opacity="0"/>`;
  return `<g class="og-span" data-tip="${escapeMarkup(tipOf(lane, span))}"><title>${escapeMarkup(tipOf(lane, span))}</title>${shape(canvas.prefix)}${label}${target}</g>`;
}

interface Box {
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

type Draw = (prefix: string) => string;

function barOf({ kind }: Span, { x, width, top }: Box): Draw {
  const height = round(LANE.bar * HEIGHT[kind]);
  const y = round(top + LANE.bar - height);
  const at = `x="${x}" y="${y}" width="${width}" height="${height}" rx="${Math.min(3, width / 2)}"`;
  if (kind !== 'notStarted' && kind !== 'started') return () => `<rect class="og-f-${kind}" ${at}/>`;
  const hatch = kind === 'notStarted';
  return (prefix) =>
    `<rect class="og-f-${kind} og-tint" ${at}/>` +
    (hatch ? `<rect fill="url(#${prefix}hatch)" ${at}/>` : '') +
    `<rect class="og-s-${kind}" fill="none" stroke-width="1.5" ${at}/>`;
}

/** Nothing runs: dots while waiting, dashes in back-off, a hairline when it is over. */
function lineOf(
  { kind }: Span,
  { x, end, top }: { readonly x: number; readonly end: number; readonly top: number },
): Draw {
  const y = top + LANE.bar - 5;
  const style = kind === 'waiting' || kind === 'image' ? ' og-dots' : kind === 'backOff' ? ' og-dash' : '';
  const opacity = kind === 'exitedOk' || kind === 'exitedFailed' ? ' stroke-opacity=".35"' : '';
  return () => `<path class="og-line og-s-${kind}${style}"${opacity} d="M${x} ${y}H${Math.max(end, x + 1.5)}"/>`;
}

/** A label is set only where it fits; on a line and on a low bar it stands above. */
function labelOf(span: Span, { x, width, top }: Box): string {
  const { kind } = span;
  const words = wordsOf(span);
  const text = words.find((candidate) => textLength(candidate, 11) + 10 <= width);
  if (!text) return '';
  const full = HEIGHT[kind] > 0.5;
  const y = full ? top + (HEIGHT[kind] === 1 ? 17 : 22) : top + (HEIGHT[kind] === 0 ? 15 : 12);
  if (full && kind !== 'notStarted' && kind !== 'started')
    return `<text class="og-on" x="${round(x + 6)}" y="${y}">${escapeMarkup(text)}</text>`;
  const dim = kind === 'waiting' || kind === 'exitedOk' || kind === 'exitedFailed' ? 'og-muted' : 'og-ink';
  return `<text class="${dim} og-tiny og-halo" x="${round(x + 5)}" y="${y}">${escapeMarkup(text)}</text>`;
}

/** Wordings from the longest to the shortest. */
function wordsOf({ kind, note }: Span): readonly string[] {
  switch (kind) {
    case 'backOff':
      return [note.replace(/ after.*/, ''), 'back-off'];
    case 'image':
      return [note || SPAN_WORDS.image, 'image'];
    case 'exitedOk':
    case 'exitedFailed':
      return [];
    case 'terming':
      return ['SIGTERM', 'TERM'];
    case 'held':
      return ['waits for its turn', 'waits'];
    case 'notStarted':
      return ['startup probe pending', 'startup probe', 'startup'];
    case 'started':
      return ['running, not ready', 'not ready'];
    case 'postStart':
    case 'preStop':
      return [SPAN_WORDS[kind], kind];
    default:
      return [SPAN_WORDS[kind]];
  }
}

/** `proxy (restart 2): ready, 4 s to 12 s (8 s)` */
function tipOf(lane: Lane, span: Span): string {
  const { from, to, attempt } = span;
  const restart = attempt ? ` (restart ${attempt})` : '';
  return `${lane.name}${restart}: ${spanText(span)}, ${sayDuration(from)} to ${sayDuration(to)} (${sayDuration(to - from)})`;
}
