import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFullRun } from '../../../../test/effort.ts';
import { play } from '../simulate/play.ts';
import type { Scenario } from '../simulate/scenario.ts';
import { arbitraryCase, arbitraryKubelet } from '../simulate/testing/arbitrary-scenario.ts';
import type { Timeline } from '../simulate/timeline.ts';
import { chartModel } from './chart/chart-model.ts';
import { ticksOf } from './chart/ticks.ts';
import { positionOf, timeScale } from './chart/time-scale.ts';
import { compareKubelets } from './compare/compare-kubelets.ts';
import { compareTimelines } from './compare/compare-timelines.ts';
import { comparisonLines } from './compare/comparison-lines.ts';
import { htmlPage } from './html/html-page.ts';
import { eventTable, podTable } from './kubectl/kubectl-lines.ts';
import { story } from './story/story.ts';
import { storyLines } from './story/story-lines.ts';
import { svgChart } from './svg/svg-chart.ts';
import { ganttChart } from './terminal/gantt-chart.ts';
import { ANSI } from './terminal/paint.ts';
import { played, scenarioOf, sidecar } from './testing/played.ts';
import { textWidth } from './words/text-width.ts';

const anyLife = arbitraryCase().map(({ scenario, kubelet }) => ({ scenario, timeline: play(scenario, kubelet) }));

describe('whatever a pod lives through', () => {
  it('its lanes are covered from the first moment to the last, without overlap', () => {
    always(({ scenario, timeline }) => {
      const { lanes, end } = chartModel(timeline, scenario);
      for (const { spans } of lanes) {
        let at = 0;
        for (const { from, to } of spans) {
          expect(from).toBe(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBe(end);
      }
    });
  });

  it('its axis goes from 0 to 1 and never back', () => {
    always(({ scenario, timeline }) => {
      const scale = timeScale([chartModel(timeline, scenario)]);
      const positions = Array.from({ length: 101 }, (_, i) => positionOf(scale, (scale.end * i) / 100));
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect([positions[0], positions.at(-1)]).toEqual([0, 1]);
      const ticks = ticksOf(scale, 0.1);
      expect(ticks.length).toBeLessThan(12);
    });
  });

  it('no line of the terminal is longer than asked', () => {
    const widths = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(anyLife, widths, fc.boolean(), ({ scenario, timeline }, width, ascii) => {
        const lines = [
          ...ganttChart(timeline, { width, ascii, scenario }),
          ...storyLines(story(timeline, scenario), { width }),
        ];
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        // ASCII means ASCII.
        if (ascii)
          for (const line of ganttChart(timeline, { width, ascii, scenario })) expect(line).toMatch(/^[ -~]*$/);
      }),
      { numRuns: runs },
    );
  });

  it('colours change nothing but the colour', () => {
    always(({ scenario, timeline }) => {
      const plain = ganttChart(timeline, { width: 90, scenario });
      const painted = ganttChart(timeline, { width: 90, scenario, paint: ANSI });
      expect(painted.map(withoutColour)).toEqual(plain);
    });
  });

  it('its story goes forward in time, names only its own containers, and is short enough to read', () => {
    always(({ scenario, timeline }) => {
      const sentences = story(timeline, scenario);
      const times = sentences.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(sentences.length).toBeLessThanOrEqual(40);
      const names = new Set(timeline.containers.map((c) => c.name));
      for (const { text, containers } of sentences) {
        expect(text).toMatch(/\.$/);
        expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
        for (const name of containers) expect(names).toContain(name);
      }
    });
  });

  it('every renderer has something to show and nothing to complain about', () => {
    always(({ scenario, timeline }) => {
      const page = htmlPage({ lives: [{ timeline, scenario }] }).replace(/<script>.*<\/script>/s, '');
      const tables = [...podTable(timeline), ...eventTable(timeline)];
      for (const text of [svgChart(timeline, { scenario }), page, ...tables])
        expect(/undefined|NaN|\[object/.exec(text)).toBeNull();
    });
  });

  it('it does not differ from itself', () => {
    always(({ timeline }) => {
      expect(compareTimelines(timeline, timeline).differences).toEqual([]);
    });
  });

  it('it can be compared with the same pod under any other kubelet', () => {
    fc.assert(
      fc.property(arbitraryCase(), arbitraryKubelet({}), ({ scenario, kubelet }, other) => {
        const { a, b, comparison } = compareKubelets(scenario, [kubelet, other]);
        expect(comparison.summary).not.toMatch(/undefined|NaN|Infinity/);
        for (const line of comparisonLines({ a, b, comparison }, { width: 100 }))
          expect(textWidth(line)).toBeLessThanOrEqual(100);
      }),
      { numRuns: runs },
    );
  });
});

it('a crash loop of a day is read in milliseconds', () => {
  const scenario = scenarioOf({
    inits: [sidecar('proxy')],
    mains: [{ name: 'app' }, { name: 'web', readinessProbe: {} }],
    behaviour: { app: [{ run: '1s', exit: 1 }] },
    until: '24h',
  });
  const timeline = played(scenario);
  const once = () => {
    story(timeline, scenario);
    ganttChart(timeline, { width: 100, scenario });
  };
  for (let i = 0; i < 20; i++) once();
  const times = Array.from({ length: 20 }, () => {
    const began = process.cpuUsage();
    once();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  // A few ms; the bound allows for a busy machine.
  expect(Math.min(...times)).toBeLessThan(40);
});

const runs = isFullRun ? 2000 : 60;

function always(check: (life: { readonly scenario: Scenario; readonly timeline: Timeline }) => void): void {
  fc.assert(fc.property(anyLife, check), { numRuns: runs });
}

function withoutColour(line: string): string {
  return line.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');
}
