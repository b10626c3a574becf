import { type Fields, isAbout, oldestFirst, type PoolName, type PoolObject } from './pool-object.ts';
import type { Target } from './target.ts';

/** What answers in place of models. */
export interface RewriteRule {
  /** The names of models that it is for; empty for all. */
  readonly models: readonly string[];
  readonly targets: readonly Target[];
}

/** The rules of a pool's InferenceModelRewrites: of the oldest first, each in their order. */
export function readRewrites(objects: readonly PoolObject[], pool: PoolName): readonly RewriteRule[] {
  const found = objects.filter((object) => object.kind.kind === 'InferenceModelRewrite' && isAbout(object, pool));
  return oldestFirst(found).flatMap(({ spec }) => ((spec as RewriteSpec & Fields).rules ?? []).map(readRule));
}

function readRule({ matches = [], targets = [] }: RuleSpec): RewriteRule {
  return {
    models: matches.map(({ model }) => model.value),
    targets: targets.map(({ modelRewrite, weight }) => ({ name: modelRewrite, weight })),
  };
}

interface RewriteSpec {
  readonly rules?: readonly RuleSpec[];
}

interface RuleSpec {
  readonly matches?: readonly { readonly model: { readonly value: string } }[];
  readonly targets?: readonly { readonly modelRewrite: string; readonly weight?: number }[];
}
