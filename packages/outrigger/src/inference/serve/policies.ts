import { decisionTree, decisionTreeOf040, type Policy, predicted, sticky, weighted } from '@outrigger/inference';

/** Policies by the names they have on the command line. */
export const policies: {
  readonly [name in 'predicted' | 'weighted' | 'sticky' | 'decision-tree' | 'decision-tree-v0.4.0']: () => Policy;
} = {
  predicted,
  weighted,
  sticky,
  'decision-tree': decisionTree,
  'decision-tree-v0.4.0': decisionTreeOf040,
};
