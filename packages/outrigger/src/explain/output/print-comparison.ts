import { comparisonLines, htmlPage, toRecording } from '@outrigger/pod';
import type { Surroundings } from '../../world/surroundings.ts';
import type { ComparedExplanation } from '../compare-explanation.ts';
import type { ExplainFlags } from '../explain-flags.ts';
import { assumptionLines, assumptionNotes } from './assumption-lines.ts';
import { checkOnlyOne } from './check-only-one.ts';
import { printData } from './print-data.ts';
import { joined, textStyle, titled, toldLines } from './text-parts.ts';

/** Prints two lives of each pod side by side. */
export async function printComparisons(
  compared: readonly ComparedExplanation[],
  flags: ExplainFlags,
  surroundings: Surroundings,
): Promise<void> {
  const { stdout } = surroundings;
  switch (flags.output) {
    case 'recording':
      for (const { a, b } of compared)
        for (const life of [a, b]) stdout.write(`${JSON.stringify(toRecording(life))}\n`);
      return;
    case 'json':
    case 'yaml':
      return printData(compared.map(toDocument), { format: flags.output, kind: 'Comparison' }, surroundings);
    case 'html':
      checkOnlyOne(
        compared.map(({ explanation }) => explanation.workload),
        'html',
      );
      for (const each of compared) stdout.write(toPage(each));
      return;
    default: {
      const style = textStyle(flags, surroundings);
      for (const [i, each] of compared.entries()) {
        const told = flags.output === 'text' ? [] : storiesOf(each, style);
        const { assumptions } = each.explanation;
        const parts = [comparisonLines(each, style), ...told, assumptionLines(assumptions, each.a, style)];
        stdout.write(`${i > 0 ? '\n' : ''}${joined(parts, style)}`);
      }
    }
  }
}

function storiesOf(
  { a, b, scenarios, comparison }: ComparedExplanation,
  style: ReturnType<typeof textStyle>,
): string[][] {
  const { names, differences } = comparison;
  if (differences.length === 0) return [[...toldLines(a, scenarios[0], style)]];
  return [
    [...titled(names[0], style), ...toldLines(a, scenarios[0], style)],
    [...titled(names[1], style), ...toldLines(b, scenarios[1], style)],
  ];
}

function toDocument({ explanation, a, b, comparison }: ComparedExplanation): object {
  const { names, summary, because, differences } = comparison;
  const { name, namespace } = explanation.workload;
  return {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'Comparison',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    names,
    summary,
    ...(because === undefined ? {} : { because }),
    differences: differences.map(({ at, ...rest }) => ({ at: at / 1000, ...rest })),
    lives: [toRecording(a), toRecording(b)],
  };
}

function toPage({ explanation, a, b, comparison, scenarios }: ComparedExplanation): string {
  const { names } = comparison;
  return htmlPage({
    lives: [
      { timeline: a, scenario: scenarios[0], name: names[0] },
      { timeline: b, scenario: scenarios[1], name: names[1] },
    ],
    comparison,
    notes: assumptionNotes(explanation.assumptions, a),
  });
}
