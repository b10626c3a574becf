import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const otelCollector: CatalogEntry = {
  id: 'otel-collector',
  title: 'OpenTelemetry Collector',
  role: 'adapter',
  recognise: {
    images: ['opentelemetry-collector*', 'opentelemetry-collector-releases/*'],
    byName: ['otc-container'],
    alsoAnApp: true,
  },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/', port: 13133 } }), {
      byHand: ['Enable the health_check extension in the collector’s configuration, with `endpoint: 0.0.0.0:13133`'],
    }),
  move: { when: 'always' },
  caveats: [
    'Declare it before containers that export while they start; the OpenTelemetry operator appends it last',
    'Spans of the last seconds are only exported because it ends after the app: leave it the grace that its batches need',
  ],
  injector: 'opentelemetry-operator',
  workarounds: { ports: [4317, 4318, 13133], processes: ['otelcol', 'otelcol-contrib'] },
  sources: [
    'open-telemetry/opentelemetry-operator pkg/sidecar/pod.go, v0.158.0',
    'open-telemetry/opentelemetry-operator internal/components/extensions/healthcheckv1.go, v0.158.0',
    'open-telemetry/opentelemetry-collector-contrib extension/healthcheckextension/README.md (localhost:13133 by default)',
    'open-telemetry/opentelemetry-operator#3356',
    'open-telemetry/opentelemetry-operator#4348',
  ],
};
