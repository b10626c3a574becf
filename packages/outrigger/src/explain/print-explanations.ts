import { toRecording } from '@outrigger/pod';
import type { Surroundings } from '../world/surroundings.ts';
import type { ExplainFlags } from './explain-flags.ts';
import type { Explanation } from './explain-manifests.ts';

/** Prints explanations in the format that was asked for. */
export async function printExplanations(
  explanations: readonly Explanation[],
  flags: ExplainFlags,
  { stdout }: Surroundings,
): Promise<void> {
  if (flags.output === 'recording') {
    for (const { timeline } of explanations) stdout.write(`${JSON.stringify(toRecording(timeline))}\n`);
  }
}
