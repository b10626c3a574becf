import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const azureWorkloadIdentityProxy: CatalogEntry = {
  id: 'azure-workload-identity-proxy',
  title: 'Azure Workload Identity proxy',
  role: 'ambassador',
  recognise: { images: ['azure-workload-identity/proxy', 'azure/workload-identity/proxy'], byName: ['azwi-proxy'] },
  startupProbe: (container) => advise(container, patiently({ httpGet: { path: '/readyz', port: 8000 } })),
  move: { when: 'always' },
  after: ['azwi-proxy-init'],
  caveats: [],
  injector: 'azure-workload-identity',
  sources: ['reference sidecars.md E.1 row 12'],
};
