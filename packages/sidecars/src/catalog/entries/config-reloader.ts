import { advise, patiently, reachable } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const configReloader: CatalogEntry = {
  id: 'config-reloader',
  title: 'Prometheus config-reloader',
  role: 'adapter',
  recognise: {
    images: ['prometheus-operator/prometheus-config-reloader', 'configmap-reload'],
    byName: ['config-reloader'],
  },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/healthz', port: 8080 } }), {
      needs: [{ flag: 'listen-address', value: ':8080', accepts: (value) => reachable(value.replace(/:\d+$/, '')) }],
    }),
  move: { when: 'ask', because: 'the address that it reloads is the app’s' },
  replacesInit: ['init-config-reloader'],
  caveats: ['It has no order with the app: what it reloads is the app'],
  sources: [
    'reference sidecars.md E.1 row 25',
    'prometheus-operator/prometheus-operator#6682',
    'prometheus-operator/prometheus-operator#7575',
  ],
};
