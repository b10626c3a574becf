import {
  decisionTree,
  decisionTreeOf040,
  meetObjectives,
  type Policy,
  predicted,
  sticky,
  weighted,
} from '@outrigger/inference';

/** Policies by the names they have on the command line. */
export const policies: {
  readonly [name in 'predicted' | 'weighted' | 'sticky' | 'decision-tree' | 'decision-tree-v0.4.0']: () => Policy;
} = {
  /** Clients may say how long an answer may take; upstream's policies do not look at that. */
  predicted: () => meetObjectives(predicted()),
  weighted,
  sticky,
  'decision-tree': decisionTree,
  'decision-tree-v0.4.0': decisionTreeOf040,
};
