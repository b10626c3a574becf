import { describeChart } from '../chart/describe-chart.ts';
import type { Comparison } from '../compare/difference.ts';
import { escapeMarkup } from '../svg/escape-markup.ts';
import { legendEntries } from '../svg/legend-svg.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { ShownLife } from './life-section.ts';

/** The heading: whose life this is, under which kubelet, how long. */
export function headSection(shown: readonly ShownLife[]): string {
  const [{ life, model }] = shown as [ShownLife];
  const description = life.scenario?.description ?? '';
  const facts = shown.map(({ model: { kubelet, end, endedBy }, name }) => {
    const over = endedBy === 'gone' ? 'gone after' : endedBy === 'terminal' ? 'over after' : 'played for';
    const label = name === '' || name === kubelet ? '' : `${escapeMarkup(name)}: `;
    return `<span class="fact">${label}kubelet <b>${escapeMarkup(kubelet)}</b> · ${over} <b>${sayDuration(end)}</b></span>`;
  });
  return (
    `<header><h1>${escapeMarkup(model.title)}</h1>` +
    (description === '' ? '' : `<p class="lead">${escapeMarkup(description)}</p>`) +
    `<p class="facts">${facts.join('')}</p></header>`
  );
}

/** Remarks under one title: about whom, and what. */
export interface PageNotes {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, text: string])[];
}

/** What was read from the manifest and what was assumed; nothing where there is nothing to say. */
export function notesSection(notes: readonly PageNotes[]): string {
  const blocks = notes.map(({ title, rows }) => {
    const told = rows.map(([name, text]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(text)}</dd>`);
    return `<h2>${escapeMarkup(title)}</h2><dl>${told.join('')}</dl>`;
  });
  return blocks.length === 0 ? '' : `<section class="card notes" aria-label="Grounds">${blocks.join('')}</section>`;
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
  const entries = legendEntries(lanes).map(({ words, draw }) => {
    const sample = draw(8, 2, 'og0-');
    return `<li><svg class="og" width="28" height="16" viewBox="5 0 28 16" aria-hidden="true">${sample}</svg>${words}</li>`;
  });
  return `<ul class="legend">${entries.join('')}</ul>`;
}
