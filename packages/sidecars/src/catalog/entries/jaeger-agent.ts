import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const jaegerAgent: CatalogEntry = {
  id: 'jaeger-agent',
  title: 'Jaeger agent',
  role: 'adapter',
  recognise: { images: ['jaegertracing/jaeger-agent'] },
  startupProbe: (container) => {
    const { port, needs } = listenAddress(container, { flag: 'admin.http.host-port' }, { port: 14_271, isOpen: true });
    return advise(container, patiently({ httpGet: { path: '/', port } }), { needs });
  },
  move: { when: 'always' },
  caveats: ['The agent has come to its end: the OpenTelemetry Collector follows it'],
  sources: [
    'jaegertracing/jaeger ports/ports.go, v1.60.0',
    'jaegertracing/jaeger cmd/internal/flags/admin.go, v1.60.0',
  ],
};
