import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const adotCollector: CatalogEntry = {
  id: 'adot-collector',
  title: 'AWS Distro for OpenTelemetry',
  role: 'adapter',
  recognise: { images: ['aws-otel-collector'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/', port: 13133 } }), {
      byHand: ['Enable the health_check extension, with endpoint 0.0.0.0:13133'],
    }),
  move: { when: 'always' },
  caveats: ['Declare it before containers that export while they start'],
  sources: ['reference sidecars.md E.1 row 16'],
};
