import { INFERENCE_MODEL } from './inference-model.ts';
import { EXPERIMENTAL_REWRITE, INFERENCE_MODEL_REWRITE } from './inference-model-rewrite.ts';
import { EXPERIMENTAL_OBJECTIVE, INFERENCE_OBJECTIVE } from './inference-objective.ts';
import { INFERENCE_POOL } from './inference-pool.ts';
import { INFERENCE_POOL_V1ALPHA2 } from './inference-pool-v1alpha2.ts';
import type { Kind } from './kind.ts';

/** All kinds of objects that say what a pool is. */
export const KINDS: readonly Kind[] = [
  INFERENCE_POOL,
  INFERENCE_POOL_V1ALPHA2,
  INFERENCE_MODEL,
  INFERENCE_OBJECTIVE,
  EXPERIMENTAL_OBJECTIVE,
  INFERENCE_MODEL_REWRITE,
  EXPERIMENTAL_REWRITE,
];

/** The kind of an object, if it is one of a pool. */
export function kindOf({
  apiVersion,
  kind,
}: {
  readonly apiVersion?: string;
  readonly kind?: string;
}): Kind | undefined {
  return KINDS.find((one) => one.kind === kind && `${one.group}/${one.version}` === apiVersion);
}
