import { inferenceParts } from '../../packages/outrigger/src/inference/all-parts.ts';
import { partsPage } from './parts-page.ts';

/** docs/commands/inference.md. */
export function inferencePage(): string {
  return partsPage(
    'inference',
    `Sends each request for a language model to the pod that serves it best: the endpoint picker of the
[Gateway API Inference Extension](https://gateway-api-inference-extension.sigs.k8s.io), in one process, from files or a cluster.`,
    '',
    inferenceParts,
  );
}
