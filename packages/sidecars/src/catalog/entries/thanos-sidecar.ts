import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const thanosSidecar: CatalogEntry = {
  id: 'thanos-sidecar',
  title: 'Thanos sidecar',
  role: 'adapter',
  recognise: { images: ['thanosio/thanos', 'thanos/thanos'], argument: /^sidecar$/ },
  startupProbe: (container) => {
    const { port, needs } = listenAddress(container, { flag: 'http-address' }, { port: 10_902, isOpen: true });
    return advise(container, patiently({ httpGet: { path: '/-/healthy', port } }), { needs });
  },
  move: { when: 'ask', because: 'it uploads what Prometheus, the app, has written, and /-/ready waits for Prometheus' },
  caveats: ['Never /-/ready as startup probe: it waits for Prometheus, which waits for it'],
  sources: [
    'thanos-io/thanos cmd/thanos/sidecar.go, v0.42.4',
    'thanos-io/thanos cmd/thanos/config.go, v0.42.4',
    'thanos-io/thanos#1395',
    'thanos-io/thanos#4939',
    'thanos-io/thanos#7292',
  ],
};
