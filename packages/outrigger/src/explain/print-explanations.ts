import { toRecording } from '@outrigger/pod';
import type { Surroundings } from '../world/surroundings.ts';
import type { ExplainFlags } from './explain-flags.ts';
import type { Explanation } from './explain-workload.ts';

/** Prints explanations in the format that was asked for; what few formats need is loaded only then. */
export async function printExplanations(
  explanations: readonly Explanation[],
  flags: ExplainFlags,
  surroundings: Surroundings,
): Promise<void> {
  const { output, width } = flags;
  switch (output) {
    case 'text':
    case 'wide':
    case 'story':
    case 'events': {
      const { printText } = await import('./output/print-text.ts');
      return printText(explanations, flags, surroundings);
    }
    case 'json':
    case 'yaml': {
      const { printData } = await import('./output/print-data.ts');
      const { toDocument } = await import('./output/to-document.ts');
      return printData(explanations.map(toDocument), { format: output, kind: 'Explanation' }, surroundings);
    }
    case 'svg':
    case 'html': {
      const { printPicture } = await import('./output/print-picture.ts');
      return printPicture(explanations, { format: output, width }, surroundings);
    }
    case 'recording':
      for (const { timeline } of explanations) surroundings.stdout.write(`${JSON.stringify(toRecording(timeline))}\n`);
      return;
    case 'name':
      // Answered before anything is played.
      return;
  }
}
