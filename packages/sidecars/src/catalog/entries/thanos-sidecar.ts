import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const thanosSidecar: CatalogEntry = {
  id: 'thanos-sidecar',
  title: 'Thanos sidecar',
  role: 'adapter',
  recognise: { images: ['thanosio/thanos', 'thanos/thanos'], argument: /^sidecar$/ },
  startupProbe: (container) => advise(container, patiently({ httpGet: { path: '/-/healthy', port: 10902 } })),
  move: { when: 'ask', because: 'it uploads what Prometheus, the app, has written, and /-/ready waits for Prometheus' },
  caveats: ['Never /-/ready as startup probe: it waits for Prometheus, which waits for it'],
  sources: [
    'reference sidecars.md E.1 row 24',
    'thanos-io/thanos#1395',
    'thanos-io/thanos#4939',
    'thanos-io/thanos#7292',
  ],
};
