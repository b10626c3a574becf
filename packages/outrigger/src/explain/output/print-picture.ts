import { htmlPage, svgChart } from '@outrigger/pod';
import type { Surroundings } from '../../world/surroundings.ts';
import type { Explanation } from '../explain-workload.ts';
import { assumptionNotes } from './assumption-lines.ts';
import { checkOnlyOne } from './check-only-one.ts';

/** Prints one life as a picture or as a page. */
export function printPicture(
  explanations: readonly Explanation[],
  { format, width }: { readonly format: 'svg' | 'html'; readonly width: number | undefined },
  { stdout }: Surroundings,
): void {
  checkOnlyOne(
    explanations.map(({ workload }) => workload),
    format,
  );
  const [only] = explanations;
  if (!only) return;
  const { timeline, scenario, assumptions } = only;
  const notes = assumptionNotes(assumptions, timeline);
  if (format === 'html') stdout.write(htmlPage({ lives: [{ timeline, scenario }], notes }));
  else stdout.write(`${svgChart(timeline, { scenario, ...(width === undefined ? {} : { width: width * PIXELS }) })}\n`);
}

/** Of a column of text. */
const PIXELS = 8;
