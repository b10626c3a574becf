import type { PodSpan, SpanKind } from '../chart/chart-model.ts';

type Colour = readonly [light: string, dark: string];

/** The colour of each kind of span, for light and for dark surroundings. */
const SPAN: Readonly<Record<SpanKind, Colour>> = {
  waiting: ['#8a93a3', '#6f7a8c'],
  image: ['#8250df', '#a98bf0'],
  runs: ['#2f6fbd', '#3f82d6'],
  postStart: ['#5b5bd6', '#7273e8'],
  notStarted: ['#b7791f', '#d39a3a'],
  started: ['#b7791f', '#d39a3a'],
  ready: ['#1a7f5a', '#1f9268'],
  preStop: ['#5b5bd6', '#7273e8'],
  held: ['#4f8f7a', '#4a8b75'],
  terming: ['#c2502e', '#dd6a45'],
  backOff: ['#c93a3a', '#ee7070'],
  exitedOk: ['#8a93a3', '#6f7a8c'],
  exitedFailed: ['#c93a3a', '#ee7070'],
};

const PHASE: Readonly<Record<PodSpan['phase'] | 'Ready' | 'Terminating', Colour>> = {
  Pending: ['#e8ebf0', '#262d39'],
  Running: ['#fbe9c9', '#4a3a18'],
  Ready: ['#d3efe3', '#173f31'],
  Terminating: ['#f8ddd3', '#51291c'],
  Succeeded: ['#d3efe3', '#173f31'],
  Failed: ['#f9d7d7', '#532424'],
  Gone: ['#f2f4f7', '#1b212b'],
};

const PAPER: Colour = ['#ffffff', '#12161d'];
const INK: Colour = ['#1c2430', '#e6eaf0'];
const MUTED: Colour = ['#5d6675', '#9aa5b5'];
const FAINT: Colour = ['#e4e8ee', '#2a313d'];
const ACCENT: Colour = ['#0f6cbd', '#6bb3f5'];

/** The style of charts: every class begins with `og-`; no CSS variables, which picture viewers do not know. */
export function svgStyle(): string {
  const rules = (tone: 0 | 1) => [
    `.og-paper{fill:${PAPER[tone]}}`,
    `.og-ink{fill:${INK[tone]}}`,
    `.og-muted{fill:${MUTED[tone]}}`,
    `.og-grid{stroke:${FAINT[tone]}}`,
    `.og-axis{stroke:${MUTED[tone]}}`,
    `.og-cut{fill:${PAPER[tone]};stroke:${FAINT[tone]}}`,
    `.og-flag{stroke:${ACCENT[tone]}}`,
    `.og-flagtext{fill:${ACCENT[tone]}}`,
    `.og-badge{fill:${PAPER[tone]};stroke:${MUTED[tone]}}`,
    `.og-halo{stroke:${PAPER[tone]}}`,
    ...Object.entries(SPAN).map(
      ([kind, colour]) => `.og-f-${kind}{fill:${colour[tone]}}.og-s-${kind}{stroke:${colour[tone]}}`,
    ),
    ...Object.entries(PHASE).map(([phase, colour]) => `.og-p-${phase}{fill:${colour[tone]}}`),
  ];
  return [
    '.og{font:12px ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}',
    '.og-name{font-weight:600;font-size:13px}.og-small{font-size:11px}.og-tiny{font-size:10.5px}.og-bold{font-weight:700}',
    '.og-on{fill:#fff;font-size:11px;font-weight:600}.og-halo{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}',
    '.og-tint{fill-opacity:.16}.og-line{fill:none;stroke-width:2}.og-dots{stroke-dasharray:1 5;stroke-linecap:round}.og-dash{stroke-dasharray:7 5}',
    ...rules(0),
    `@media (prefers-color-scheme:dark){${rules(1).join('')}}`,
  ].join('\n');
}
