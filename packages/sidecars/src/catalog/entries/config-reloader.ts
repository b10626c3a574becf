import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const configReloader: CatalogEntry = {
  id: 'config-reloader',
  title: 'Prometheus config-reloader',
  role: 'adapter',
  recognise: {
    images: ['prometheus-operator/prometheus-config-reloader', 'prometheus-config-reloader'],
    byName: ['config-reloader'],
    // With an interval of 0 it writes the configuration once and ends: the operator's init container.
    unlessArgument: /^--watch-interval=0s?$/,
  },
  startupProbe: (container) => {
    // Kingpin's default is no server at all.
    const { port, needs } = listenAddress(container, { flag: 'listen-address' }, { port: 8080, isOpen: false });
    return advise(container, patiently({ httpGet: { path: '/healthz', port } }), { needs });
  },
  move: { when: 'ask', because: 'the address that it reloads is the app’s' },
  replacesInit: ['init-config-reloader'],
  caveats: [
    'It has no order with the app: what it reloads is the app',
    'Told to listen at localhost, as by the operator’s listenLocal, it has to be asked by exec: the kubelet asks at the pod’s IP',
  ],
  sources: [
    'prometheus-operator/prometheus-operator cmd/prometheus-config-reloader/main.go, v0.93.0',
    'prometheus-operator/prometheus-operator pkg/operator/config_reloader.go, v0.93.0',
    'prometheus-operator/prometheus-operator#6682',
    'prometheus-operator/prometheus-operator#7575',
  ],
};
