import type { ChartModel } from '../chart/chart-model.ts';
import { eventRows, printAge } from '../kubectl/event-rows.ts';
import { foldRows, isFold } from '../kubectl/fold-rows.ts';
import { printRestarts } from '../kubectl/pod-row.ts';
import { podRows } from '../kubectl/pod-rows.ts';
import type { PodLife } from '../life/life.ts';
import type { Sentence } from '../story/story.ts';
import { escapeMarkup } from '../svg/escape-markup.ts';
import { humanDuration } from '../words/human-duration.ts';
import { sayDuration } from '../words/say-duration.ts';

/** One life as a page shows it. */
export interface ShownLife {
  readonly life: PodLife;
  readonly model: ChartModel;
  /** Empty when it is the only one. */
  readonly name: string;
  readonly story: readonly Sentence[];
  /** 0 or 1. */
  readonly number: number;
}

/** Everything about one life: its state at the chosen moment, the story, what it rests on, `kubectl get` over time, Events. */
export function lifeSection({ life, name, story, number }: ShownLife, notes: string): string {
  const { timeline } = life;
  const heading = name === '' ? '' : `<h2 class="name">${escapeMarkup(name)}</h2>`;
  return (
    `<section class="life" id="life${number}" aria-label="${escapeMarkup(name === '' ? timeline.scenario : name)}">${heading}` +
    `<div class="card now" hidden><h2>At this moment <span class="when"></span></h2>` +
    '<pre class="get" aria-label="kubectl get pod"></pre><ul class="containers"></ul><ul class="conditions" aria-label="Conditions"></ul></div>' +
    `<div class="card"><h2>What happens, and why</h2><ol class="story">${story.map(sentence).join('')}</ol></div>` +
    notes +
    `<div class="card"><h2>Events <small class="upto">by ${sayDuration(timeline.end)}</small></h2>${eventsTable(life)}</div>` +
    `<details class="card"><summary><h2>kubectl get pod, over time</h2></summary>${getTable(life)}</details>` +
    '</section>'
  );
}

function sentence({ at, text, level }: Sentence): string {
  const sign = level === 'warning' ? '<b class="warn" title="something went wrong">!</b>' : '';
  return `<li class="${level}" data-at="${at}"><button type="button" class="at">${sayDuration(at)}</button><p>${sign}${escapeMarkup(text)}</p></li>`;
}

/** Events at the end of the play; the script shows them as of the chosen moment. */
function eventsTable({ timeline }: PodLife): string {
  const rows = eventRows(timeline).map(
    (row) =>
      `<tr class="${row.type}"><td>${row.type}</td><td>${escapeMarkup(row.reason)}</td><td>${printAge(row, timeline.end)}</td><td>${escapeMarkup(row.message)}</td></tr>`,
  );
  return `<div class="scroll"><table class="events"><thead><tr><th>Type</th><th>Reason</th><th>Age</th><th>Message</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function getTable({ timeline, goneAt }: PodLife): string {
  const rows = foldRows(podRows(timeline)).map((row) => {
    if (isFold(row))
      return `<tr class="fold"><td></td><td colspan="4">… ${row.folded} more changes of the same kind, until ${sayDuration(row.until)}</td></tr>`;
    const cells = [row.ready, row.status, printRestarts(row, row.at), humanDuration(row.at)].map(
      (cell) => `<td>${escapeMarkup(cell)}</td>`,
    );
    return `<tr data-at="${row.at}"><td>${sayDuration(row.at)}</td>${cells.join('')}</tr>`;
  });
  if (goneAt !== undefined)
    rows.push(
      `<tr data-at="${goneAt}"><td>${sayDuration(goneAt)}</td><td colspan="4">not found: the pod is gone</td></tr>`,
    );
  return `<div class="scroll"><table class="gets"><thead><tr><th>At</th><th>READY</th><th>STATUS</th><th>RESTARTS</th><th>AGE</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
