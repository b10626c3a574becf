import { EXPERIMENTAL_GROUP } from './inference-pool-v1alpha2.ts';
import type { Kind } from './kind.ts';
import { conditionsStatus, poolRef } from './shared-schemas.ts';

/** InferenceObjective as it is now (llm-d-router apix/v1alpha2/inferenceobjective_types.go@v0.10.0). */
export const INFERENCE_OBJECTIVE: Kind = objectiveOf('llm-d.ai');

/** The same in the group that it had first (gateway-api-inference-extension apix/v1alpha2@v1.5.0). */
export const EXPERIMENTAL_OBJECTIVE: Kind = objectiveOf(EXPERIMENTAL_GROUP);

function objectiveOf(group: string): Kind {
  return {
    group,
    version: 'v1alpha2',
    kind: 'InferenceObjective',
    plural: 'inferenceobjectives',
    singular: 'inferenceobjective',
    shortNames: [],
    description: 'How much requests matter that name it by the header x-llm-d-inference-objective.',
    spec: {
      type: 'object',
      required: ['poolRef'],
      properties: {
        priority: {
          type: 'integer',
          format: 'int32',
          description: 'The higher goes first; 0 when it is left out; requests below 0 may be shed.',
        },
        poolRef: poolRef('inference.networking.k8s.io'),
      },
    },
    status: conditionsStatus('Ready'),
    columns: [
      { name: 'Inference Pool', type: 'string', jsonPath: '.spec.poolRef.name' },
      { name: 'Priority', type: 'integer', jsonPath: '.spec.priority' },
    ],
  };
}
