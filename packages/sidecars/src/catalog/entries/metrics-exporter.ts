import type { CatalogEntry } from '../catalog-entry.ts';

export const metricsExporter: CatalogEntry = {
  id: 'metrics-exporter',
  title: 'Exporter of a database or server',
  role: 'adapter',
  recognise: { images: ['*-exporter', '*_exporter', 'php-fpm-exporter'], alsoAnApp: true },
  move: { when: 'ask', because: 'it has no order with the app; only in a Job does it keep the pod from completing' },
  caveats: ['Never a startup probe that asks the app: /metrics of an exporter often does'],
  sources: ['nginx/nginx-prometheus-exporter exporter.go, v1.5.3 (/metrics asks nginx)'],
};
