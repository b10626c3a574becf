import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const statsdExporter: CatalogEntry = {
  id: 'statsd-exporter',
  title: 'statsd exporter',
  role: 'adapter',
  recognise: { images: ['prom/statsd-exporter', 'prometheus/statsd-exporter'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ httpGet: { path: '/-/ready', port: 9102 } })),
  move: { when: 'always' },
  caveats: [],
  sources: ['reference sidecars.md E.1 row 33'],
};
