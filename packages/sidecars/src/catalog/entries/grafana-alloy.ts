import { advise, patiently, reachable } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const grafanaAlloy: CatalogEntry = {
  id: 'grafana-alloy',
  title: 'Grafana Alloy',
  role: 'adapter',
  recognise: { images: ['grafana/alloy'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/-/ready', port: 12345 } }), {
      needs: [
        {
          flag: 'server.http.listen-addr',
          value: '0.0.0.0:12345',
          accepts: (value) => reachable(value.replace(/:\d+$/, '')),
        },
      ],
    }),
  move: { when: 'always' },
  caveats: ['Declare it before containers that export while they start'],
  sources: ['reference sidecars.md E.1 row 22'],
};
