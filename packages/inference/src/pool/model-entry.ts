import { type Fields, isAbout, oldestFirst, type PoolName, type PoolObject } from './pool-object.ts';
import type { Target } from './target.ts';

/** How much requests matter, in the article's words. */
export type Criticality = 'Critical' | 'Standard' | 'Sheddable';

/** A model as clients name it. */
export interface ModelEntry {
  readonly object: PoolObject;
  readonly modelName: string;
  readonly criticality: Criticality;
  /** Empty where the model answers itself. */
  readonly targets: readonly Target[];
}

/** The models of a pool, and those whose name an older one has. */
export interface ModelEntries {
  readonly taken: readonly ModelEntry[];
  readonly refused: readonly ModelEntry[];
}

/** Reads the InferenceModels of a pool: of several with one model name the oldest counts. */
export function readModels(objects: readonly PoolObject[], pool: PoolName): ModelEntries {
  const found = objects.filter((object) => object.kind.kind === 'InferenceModel' && isAbout(object, pool));
  const taken = new Map<string, ModelEntry>();
  const refused: ModelEntry[] = [];
  for (const entry of oldestFirst(found).map(readModel)) {
    if (taken.has(entry.modelName)) refused.push(entry);
    else taken.set(entry.modelName, entry);
  }
  return { taken: [...taken.values()], refused };
}

function readModel(object: PoolObject): ModelEntry {
  const { modelName, criticality = 'Standard', targetModels = [] } = object.spec as ModelSpec & Fields;
  const targets = targetModels.map(({ name, weight }) => ({ name, weight }));
  return { object, modelName, criticality, targets };
}

interface ModelSpec {
  readonly modelName: string;
  readonly criticality?: Criticality;
  readonly targetModels?: readonly { readonly name: string; readonly weight?: number }[];
}
