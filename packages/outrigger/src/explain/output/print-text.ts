import { eventTable, fit, ganttChart, podTable } from '@outrigger/pod';
import { resourceName } from '../../input/resource-name.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { ExplainFlags } from '../explain-flags.ts';
import type { Explanation } from '../explain-workload.ts';
import { assumptionLines } from './assumption-lines.ts';
import { joined, type TextStyle, textStyle, titled, toldLines } from './text-parts.ts';

/** Prints explanations for people: as a chart and in sentences, or one part of that. */
export async function printText(
  explanations: readonly Explanation[],
  flags: ExplainFlags,
  surroundings: Surroundings,
): Promise<void> {
  const style = textStyle(flags, surroundings);
  const format = flags.output as TextFormat;
  const resources = format === 'wide' ? (await import('./resource-lines.ts')).resourceLines : () => [];
  for (const [i, explanation] of explanations.entries()) {
    const title = explanations.length > 1 ? [titled(titleOf(explanation), style)] : [];
    const parts = PARTS[format].map((part) => part(explanation, style));
    const all = [...title, ...parts, resources(explanation, style)];
    surroundings.stdout.write(`${i > 0 ? '\n' : ''}${joined(all, style)}`);
  }
}

type TextFormat = 'text' | 'wide' | 'story' | 'events';
type Part = (explanation: Explanation, style: TextStyle) => readonly string[];

function titleOf({ workload }: Explanation): string {
  const { file } = workload.object;
  return `${resourceName(workload)} (${file === '-' ? 'standard input' : `${file}:${workload.object.locate([]).line}`})`;
}

const chart: Part = ({ timeline, scenario }, { width, paint, ascii }) =>
  ganttChart(timeline, { width, paint, ascii, scenario });

const sentences: Part = ({ timeline, scenario }, style) => toldLines(timeline, scenario, style);

const rows: Part = ({ timeline }, style) => {
  const [heading = '', ...lines] = podTable(timeline);
  return style.headers
    ? [...titled('kubectl get pod, over time', style), style.paint('dim', heading), ...lines]
    : lines;
};

const events: Part = ({ timeline }, style) => {
  const [heading = '', ...lines] = eventTable(timeline);
  return style.headers ? [style.paint('title', heading), ...lines] : lines.slice(2);
};

/** The same, cut to the width: a message can be longer than three lines. */
const shortEvents: Part = (explanation, style) =>
  events(explanation, style).map((line, i) => (i === 0 && style.headers ? line : fit(line, style.width)));

const assumed: Part = ({ assumptions, timeline }, style) => assumptionLines(assumptions, timeline, style);

const PARTS: Readonly<Record<TextFormat, readonly Part[]>> = {
  text: [chart, sentences, rows, shortEvents, assumed],
  wide: [chart, sentences, rows, events, assumed],
  story: [sentences],
  events: [events],
};
