import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { chartOfLife } from '../chart/chart-model.ts';
import { timeScale } from '../chart/time-scale.ts';
import { type CompareOptions, compareTimelines } from '../compare/compare-timelines.ts';
import type { Comparison } from '../compare/difference.ts';
import { lifeOf } from '../life/life.ts';
import { storyOfLife } from '../story/story.ts';
import { escapeMarkup } from '../svg/escape-markup.ts';
import { drawSvg, leftOf } from '../svg/svg-chart.ts';
import { svgStyle } from '../svg/svg-style.ts';
import { embedJson } from './embed-json.ts';
import { lifeSection, type ShownLife } from './life-section.ts';
import { lifeData } from './page-data.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { chartSection, comparisonSection, headSection, notesSection, type PageNotes } from './page-sections.ts';
import { PAGE_STYLE } from './page-style.ts';
import { thinData } from './thin-data.ts';

/** A life to be shown on a page. */
export interface PageLife {
  readonly timeline: Timeline;
  readonly scenario?: Scenario;
  /** What distinguishes it from the other one; needed only where two are shown. */
  readonly name?: string;
}

/** What a page shows. */
export interface PageOptions {
  /** One life, or two that are compared. */
  readonly lives: readonly [PageLife] | readonly [PageLife, PageLife];
  /** A comparison that has been made already; otherwise it is made here. */
  readonly comparison?: Comparison;
  /** What the lives rest on, such as what was assumed. */
  readonly notes?: readonly PageNotes[];
}

/**
 * Makes one self-contained page of a life, or of two: chart with a time scrubber, the pod's state at any moment, the
 * story, `kubectl get` over time, Events and conditions. It asks for nothing from anywhere; all text in it is escaped.
 */
export function htmlPage({ lives, comparison, notes = [] }: PageOptions): string {
  const [a, b] = lives;
  const named: CompareOptions = a.name !== undefined && b?.name !== undefined ? { names: [a.name, b.name] } : {};
  const compared = b && (comparison ?? compareTimelines(a.timeline, b.timeline, named));
  const read = lives.map(({ timeline, scenario }) => lifeOf(timeline, scenario));
  const models = read.map(chartOfLife);
  const scale = timeScale(models);
  const left = leftOf(models);
  const shown: readonly ShownLife[] = read.map((life, i) => ({
    life,
    model: models[i] as ShownLife['model'],
    name: lives[i]?.name ?? compared?.names[i] ?? '',
    story: storyOfLife(life),
    number: i,
  }));
  const charts = shown.map(({ model, number }) =>
    drawSvg(model, { width: WIDTH, scale, prefix: `og${number}-`, alone: false, left }),
  );
  const data = {
    scale: { ...scale, left, length: WIDTH - left - 14, width: WIDTH },
    lives: shown.map(({ life, model, story }) => thinData(lifeData(life, model, story), scale)),
  };
  const remarks = notesSection(notes);
  const title = `${a.timeline.scenario} – ${compared ? compared.names.join(' and ') : `kubelet ${a.timeline.kubelet}`}`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">`,
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${PAGE_STYLE}\n${svgStyle()}</style>`,
    '</head>',
    `<body class="${shown.length > 1 ? 'two' : 'one'}">`,
    headSection(shown),
    compared ? comparisonSection(compared) : '',
    chartSection(shown, charts),
    `<main class="lives">${shown.map((one) => lifeSection(one, b ? '' : remarks)).join('')}</main>`,
    b ? remarks : '',
    '<footer>Played on virtual time by Outrigger. This page is complete in itself and asks for nothing from anywhere.</footer>',
    '<div id="tip" role="presentation" hidden></div>',
    `<script type="application/json" id="data">${embedJson(data)}</script>`,
    `<script>${PAGE_SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const WIDTH = 1160;
