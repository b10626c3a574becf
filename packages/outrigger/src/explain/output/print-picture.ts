import { htmlPage, svgChart } from '@outrigger/pod';
import { resourceName } from '../../input/resource-name.ts';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { Explanation } from '../explain-workload.ts';
import { assumedNotes } from './text-parts.ts';

/** Prints one life as a picture or as a page; several do not fit into one file. */
export function printPicture(
  explanations: readonly Explanation[],
  { format, width }: { readonly format: 'svg' | 'html'; readonly width: number | undefined },
  { stdout }: Surroundings,
): void {
  const [only, ...others] = explanations;
  if (!only) return;
  if (others.length > 0) {
    const names = explanations.map(({ workload }) => resourceName(workload));
    const hint = `choose one: --name ${names[0]}; there are ${names.join(', ')}`;
    throw badFlag('-o', `${format} shows one pod, and there are ${names.length}`, hint);
  }
  const { timeline, scenario, assumptions } = only;
  if (format === 'html') stdout.write(htmlPage({ lives: [{ timeline, scenario }], notes: assumedNotes(assumptions) }));
  else stdout.write(`${svgChart(timeline, { scenario, ...(width === undefined ? {} : { width: width * PIXELS }) })}\n`);
}

/** Of a column of text. */
const PIXELS = 8;
