import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const grafanaAlloy: CatalogEntry = {
  id: 'grafana-alloy',
  title: 'Grafana Alloy',
  role: 'adapter',
  recognise: { images: ['grafana/alloy'], alsoAnApp: true },
  startupProbe: (container) => {
    const setting = { flag: 'server.http.listen-addr' };
    const { port, needs } = listenAddress(container, setting, { port: 12_345, isOpen: false, host: '0.0.0.0' });
    return advise(container, patiently({ httpGet: { path: '/-/ready', port } }), { needs });
  },
  move: { when: 'always' },
  caveats: ['Declare it before containers that export while they start'],
  sources: [
    'grafana/alloy docs/sources/reference/cli/run.md, 2026-08',
    'grafana/alloy operations/helm/charts/alloy/templates/containers/_agent.yaml, 2026-08',
  ],
};
