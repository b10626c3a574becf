import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const opa: CatalogEntry = {
  id: 'opa',
  title: 'Open Policy Agent',
  role: 'adapter',
  recognise: { images: ['openpolicyagent/opa'], alsoAnApp: true },
  startupProbe: (container) => {
    const { port, needs } = listenAddress(container, { flag: 'addr' }, { port: 8181, isOpen: false, host: '0.0.0.0' });
    return advise(container, patiently({ httpGet: { path: '/health', port } }), { needs });
  },
  move: { when: 'always' },
  caveats: [
    '/health?bundles also waits for the first bundle',
    'Its default address differs by version (0.x: every address), so the flag is written out',
    '--diagnostic-addr serves /health by itself, so that the API can stay at localhost',
  ],
  workarounds: { ports: [8181], processes: ['opa'] },
  sources: ['open-policy-agent/opa cmd/run.go, 0.x (default :8181, --diagnostic-addr)'],
};
