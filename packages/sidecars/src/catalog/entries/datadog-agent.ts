import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const datadogAgent: CatalogEntry = {
  id: 'datadog-agent',
  title: 'Datadog Agent',
  role: 'adapter',
  recognise: {
    images: ['datadog/agent', 'datadoghq/agent', 'registry.datadoghq.com/agent'],
    byName: ['datadog-agent-injected'],
    alsoAnApp: true,
  },
  startupProbe: (container) => {
    const port = Number(settingValue(container, healthPort)) || 5555;
    return advise(container, patiently({ httpGet: { path: '/startup', port } }), {
      needs: [{ ...healthPort, value: '5555', accepts: (value) => Number(value) > 0 }],
    });
  },
  move: { when: 'always' },
  caveats: ['Without DD_HEALTH_PORT it answers nowhere; with it, at every address'],
  sources: [
    'DataDog/datadog-agent comp/core/healthprobe/impl/healthprobe.go, 08c7407',
    'DataDog/helm-charts charts/datadog/templates/_container-agent.yaml, 3.240.0',
    'DataDog/datadog-operator#1116',
  ],
};

const healthPort = { env: 'DD_HEALTH_PORT' } as const;
