import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const azureWorkloadIdentityProxy: CatalogEntry = {
  id: 'azure-workload-identity-proxy',
  title: 'Azure Workload Identity proxy',
  role: 'ambassador',
  recognise: { images: ['azure-workload-identity/proxy', 'azure/workload-identity/proxy'], byName: ['azwi-proxy'] },
  startupProbe: (container) => {
    const port = settingValue(container, { flag: 'proxy-port' }) ?? '8000';
    return advise(container, patiently({ exec: { command: ['/proxy', `--proxy-port=${port}`, '--probe'] } }));
  },
  move: { when: 'always' },
  after: ['azwi-proxy-init'],
  caveats: [
    'It listens at localhost only: the kubelet cannot ask its /readyz, `/proxy --probe` can',
    'Its injector gives it a postStart hook that waits for it, which holds the app as well as a probe does',
  ],
  injector: 'azure-workload-identity',
  sources: [
    'Azure/azure-workload-identity pkg/webhook/webhook.go, v1.6.0',
    'Azure/azure-workload-identity pkg/proxy/proxy.go, v1.6.0',
  ],
};
