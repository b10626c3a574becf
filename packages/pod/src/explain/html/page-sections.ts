import { describeChart } from '../chart/describe-chart.ts';
import { SPAN_KINDS, SPAN_WORDS } from '../chart/span-words.ts';
import type { Comparison } from '../compare/difference.ts';
import { escapeMarkup } from '../svg/escape-markup.ts';
import { legendSvg } from '../svg/legend-svg.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { ShownLife } from './life-section.ts';

/** The heading: whose life this is, under which kubelet, how long. */
export function headSection(shown: readonly ShownLife[], notes: readonly string[]): string {
  const [{ life, model }] = shown as [ShownLife];
  const description = life.scenario?.description ?? '';
  const facts = shown.map(({ model: { kubelet, end, endedBy }, name }) => {
    const over = endedBy === 'gone' ? 'gone after' : endedBy === 'terminal' ? 'over after' : 'played for';
    const label = name === '' || name === kubelet ? '' : `${escapeMarkup(name)}: `;
    return `<span class="fact">${label}kubelet <b>${escapeMarkup(kubelet)}</b> · ${over} <b>${sayDuration(end)}</b></span>`;
  });
  const remarks = notes.map((note) => `<li>${escapeMarkup(note)}</li>`).join('');
  return (
    `<header><h1>${escapeMarkup(model.title)}</h1>` +
    (description === '' ? '' : `<p class="lead">${escapeMarkup(description)}</p>`) +
    `<p class="facts">${facts.join('')}</p>${remarks === '' ? '' : `<ul class="notes">${remarks}</ul>`}</header>`
  );
}

/** What differs: the sentence, and a table. */
export function comparisonSection({ summary, differences, names }: Comparison): string {
  const rows = differences.map(
    ({ what, a, b, at }) =>
      `<tr data-at="${at}"><th scope="row">${escapeMarkup(what)}</th><td>${escapeMarkup(a)}</td><td>${escapeMarkup(b)}</td></tr>`,
  );
  const heads = names.map((name) => `<th scope="col">${escapeMarkup(name)}</th>`).join('');
  const table =
    rows.length === 0
      ? ''
      : `<div class="scroll"><table class="diff"><thead><tr><td></td>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return `<section class="card verdict" aria-label="What differs"><p class="summary">${escapeMarkup(summary)}</p>${table}</section>`;
}

/** The charts on one axis, the scrubber over them, and the keys. */
export function chartSection(shown: readonly ShownLife[], charts: readonly string[]): string {
  const figures = charts.map((svg, i) => {
    const one = shown[i] as ShownLife;
    const caption = shown.length > 1 ? `<figcaption>${escapeMarkup(one.name)}</figcaption>` : '';
    return `<figure>${caption}${svg}</figure>`;
  });
  const [{ model }] = shown as [ShownLife];
  return (
    '<section class="card chart" aria-label="Chart">' +
    '<div class="bar"><button id="back" type="button" title="Earlier change (←)" aria-label="Earlier change">◂</button>' +
    '<button id="play" type="button" title="Play (space)" aria-label="Play">▶</button>' +
    '<button id="forth" type="button" title="Later change (→)" aria-label="Later change">▸</button>' +
    '<output id="clock" aria-live="off">0 s</output>' +
    '<span class="hint">Drag over the chart, or use <kbd>←</kbd> <kbd>→</kbd> <kbd>space</kbd></span></div>' +
    `<div class="scroll"><div id="stage">${figures.join('')}` +
    `<div id="cursor" role="slider" tabindex="0" aria-label="Moment" aria-valuemin="0" aria-valuemax="${model.end}" aria-valuenow="0" aria-valuetext="0 s"><i></i></div></div></div>` +
    legendOf(shown) +
    `<p class="hidden">${escapeMarkup(shown.map((one) => describeChart(one.model)).join(' '))}</p></section>`
  );
}

function legendOf(shown: readonly ShownLife[]): string {
  const lanes = shown.flatMap((one) => one.model.lanes);
  const used = new Set(lanes.flatMap((lane) => lane.spans.map((span) => span.kind)));
  const entries = SPAN_KINDS.filter((kind) => used.has(kind)).map((kind) => {
    const lane = {
      name: '',
      kind: 'main',
      marks: [],
      spans: [{ kind, from: 0, to: 1, attempt: 0, note: '' }],
    } as const;
    const { svg } = legendSvg([lane], { y: 2, width: 400, prefix: 'og0-' });
    const sample = svg.slice(0, svg.indexOf('<text'));
    return `<li><svg class="og" width="24" height="16" viewBox="7 0 24 16" aria-hidden="true">${sample}</svg>${SPAN_WORDS[kind]}</li>`;
  });
  return `<ul class="legend">${entries.join('')}</ul>`;
}
