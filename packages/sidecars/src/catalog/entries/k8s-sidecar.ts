import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const k8sSidecar: CatalogEntry = {
  id: 'k8s-sidecar',
  title: 'k8s-sidecar',
  role: 'files',
  recognise: { images: ['kiwigrid/k8s-sidecar'] },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/healthz', port: 8080 } }), {
      byHand: ['Only images since 2025-08 answer; HEALTH_PORT moves the port where the app has 8080'],
    }),
  move: { when: 'always' },
  caveats: ['REQ_URL to the app needs the app, which waits for the first full sync'],
  sources: ['reference sidecars.md E.1 row 27', 'kiwigrid/k8s-sidecar#417'],
};
