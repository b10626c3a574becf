import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const vector: CatalogEntry = {
  id: 'vector',
  title: 'Vector',
  role: 'logs',
  recognise: { images: ['timberio/vector'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/health', port: 8686 } }), {
      byHand: ['Set api.enabled: true and api.address: 0.0.0.0:8686'],
    }),
  move: { when: 'always' },
  caveats: [
    'The last lines of a shared log are read only because it outlives the app',
    'From 0.55 on its API speaks gRPC; /health over HTTP has stayed',
  ],
  workarounds: { processes: ['vector'] },
  sources: [
    'vectordotdev/helm-charts charts/vector/templates/_pod.tpl, vector-0.52.0',
    'vectordotdev/vector website/cue/reference/releases/0.55.0.cue',
  ],
};
