import type { Lane, Mark } from '../chart/chart-model.ts';
import { isCut } from '../chart/time-scale.ts';
import { sayDuration } from '../words/say-duration.ts';
import { round, type SvgCanvas, xOf } from './canvas.ts';
import { escapeMarkup } from './escape-markup.ts';
import { textLength } from './text-length.ts';

/** Small signs above a bar: ends, restarts by number, failed probes. Where they would overlap the weightier one stays. */
export function markBadges({ marks, kind }: Lane, canvas: SvgCanvas, y: number): string {
  const taken: { readonly from: number; readonly to: number }[] = [];
  const drawn: string[] = [];
  const shown = marks.filter((mark) => mark.kind !== 'term' && !isCut(canvas.scale, mark.at));
  const last = shown.findLast((mark) => mark.kind === 'restart');
  for (const mark of shown.toSorted((a, b) => weight(b, last) - weight(a, last) || a.at - b.at)) {
    const restarted = kind !== 'init' && last !== undefined && last.at >= mark.at;
    const badge = badgeOf(mark, { x: xOf(canvas, mark.at), left: canvas.left, restarted });
    if (taken.some(({ from, to }) => badge.from < to + 1 && badge.to > from - 1)) continue;
    taken.push(badge);
    const tip = escapeMarkup(`${mark.text} at ${sayDuration(mark.at)}`);
    drawn.push(`<g class="og-mark" data-tip="${tip}"><title>${tip}</title>${badge.draw(y)}</g>`);
  }
  return drawn.join('');
}

/** The sign of a kind in the middle of 22 by 12 pixels, for a legend. */
export function sampleBadge(kind: Exclude<Mark['kind'], 'term'>, x: number, y: number): string {
  const by = kind === 'restart' ? -2 : kind === 'probeFailed' ? 11 : 18;
  return badgeOf({ kind, at: 0, attempt: 1, text: 'restart 1' }, { x: round(x + by), left: 0, restarted: false }).draw(
    y + 6,
  );
}

const WEIGHT: Readonly<Record<Mark['kind'], number>> = {
  killed: 5,
  exitFailed: 4,
  restart: 3,
  exitOk: 2,
  probeFailed: 1,
  term: 0,
};

function weight(mark: Mark, last: Mark | undefined): number {
  return mark === last ? 6 : WEIGHT[mark.kind];
}

interface Place {
  readonly x: number;
  readonly left: number;
  /** An end that was not the last: good or bad, it is not what was wanted. */
  readonly restarted: boolean;
}

interface Badge {
  readonly from: number;
  readonly to: number;
  readonly draw: (y: number) => string;
}

/** Ends stand left of their moment, restarts right of it, so that both can be seen when they are one. */
function badgeOf(mark: Mark, { x, left, restarted }: Place): Badge {
  switch (mark.kind) {
    case 'restart': {
      const text = `↻${mark.text.replace(/^restart /, '')}`;
      const width = round(textLength(text, 10.5) + 12);
      const from = x + 1;
      return {
        from,
        to: from + width,
        draw: (y) =>
          `<rect class="og-badge" x="${from}" y="${y - 7}" width="${width}" height="14" rx="7"/>` +
          `<text class="og-ink og-tiny" x="${round(from + width / 2)}" y="${y + 3.8}" text-anchor="middle">${escapeMarkup(text)}</text>`,
      };
    }
    case 'probeFailed':
      return {
        from: x - 4,
        to: x + 4,
        draw: (y) => `<text class="og-f-notStarted og-bold" x="${x}" y="${y + 4.5}" text-anchor="middle">!</text>`,
      };
    default: {
      const centre = Math.max(x - 7, left + 7);
      const kind = mark.kind !== 'exitOk' ? 'exitedFailed' : restarted ? 'waiting' : 'ready';
      const sign = mark.kind === 'exitOk' ? OK : mark.kind === 'killed' ? KILLED : FAILED;
      return {
        from: centre - 7,
        to: centre + 7,
        draw: (y) =>
          `<circle class="og-f-${kind}" cx="${round(centre)}" cy="${y}" r="7"/>` +
          `<path transform="translate(${round(centre)} ${y})" stroke="#fff" stroke-width="1.8" fill="none" stroke-linecap="round" stroke-linejoin="round" d="${sign}"/>`,
      };
    }
  }
}

const OK = 'M-3 .2L-.8 2.6L3.2-2.4';
const FAILED = 'M-2.6-2.6L2.6 2.6M2.6-2.6L-2.6 2.6';
/** A bolt: SIGKILL. */
const KILLED = 'M1-4L-2 .6H1.6L-1 4';
