import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const jaegerAgent: CatalogEntry = {
  id: 'jaeger-agent',
  title: 'Jaeger agent',
  role: 'adapter',
  recognise: { images: ['jaegertracing/jaeger-agent'] },
  startupProbe: (container) => advise(container, patiently({ httpGet: { path: '/', port: 14271 } })),
  move: { when: 'always' },
  caveats: ['The agent has come to its end: the OpenTelemetry Collector follows it'],
  sources: ['reference sidecars.md E.1 row 32'],
};
