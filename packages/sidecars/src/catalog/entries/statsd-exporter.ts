import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const statsdExporter: CatalogEntry = {
  id: 'statsd-exporter',
  title: 'statsd exporter',
  role: 'adapter',
  recognise: { images: ['prom/statsd-exporter', 'prometheus/statsd-exporter'], alsoAnApp: true },
  startupProbe: (container) => {
    const { port, needs } = listenAddress(container, { flag: 'web.listen-address' }, { port: 9102, isOpen: true });
    return advise(container, patiently({ httpGet: { path: '/-/ready', port } }), { needs });
  },
  move: { when: 'always' },
  caveats: ['Its metrics are gone with it: the last ones are scraped only while it outlives the app'],
  workarounds: { ports: [9125], quits: [{ path: '/-/quit', port: 9102 }], processes: ['statsd_exporter'] },
  sources: ['prometheus/statsd_exporter main.go, v0.30.0'],
};
