import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const datadogAgent: CatalogEntry = {
  id: 'datadog-agent',
  title: 'Datadog Agent',
  role: 'adapter',
  recognise: { images: ['datadog/agent', 'datadoghq.com/agent'], byName: ['datadog-agent-injected'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/startup', port: 5555 } }), {
      needs: [{ env: 'DD_HEALTH_PORT', value: '5555' }],
    }),
  move: { when: 'always' },
  caveats: [],
  sources: ['reference sidecars.md E.1 row 23', 'DataDog/datadog-operator#1116'],
};
