import type { Classifier } from './classify/classify.ts';
import type { Enricher } from './enrich/create-enricher.ts';
import type { Observation } from './observation.ts';
import type { Templater } from './template/create-templater.ts';

/** Who says what an observation means, where its object belongs, and how its message was written. */
export interface Describers {
  readonly classifier: Classifier;
  readonly enricher: Enricher;
  readonly templater: Templater;
}

/** The stages `classifyAll`, `enrichAll` and `templateAll` as one, which makes each observation anew once and not three times. */
export function describeAll(
  observations: readonly Observation[],
  { classifier, enricher, templater }: Describers,
): readonly Observation[] {
  return observations.map((observation) => ({
    ...observation,
    class: classifier.classify(observation),
    metadata: enricher.metadata(observation),
    template: templater.template(observation),
  }));
}
