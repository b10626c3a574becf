import { advise, patiently, reachable } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const opa: CatalogEntry = {
  id: 'opa',
  title: 'Open Policy Agent',
  role: 'adapter',
  recognise: { images: ['openpolicyagent/opa'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/health', port: 8181 } }), {
      needs: [{ flag: 'addr', value: '0.0.0.0:8181', accepts: (value) => reachable(value.replace(/:\d+$/, '')) }],
    }),
  move: { when: 'always' },
  caveats: ['/health?bundles also waits for the first bundle'],
  workarounds: { ports: [8181], processes: ['opa'] },
  sources: ['reference sidecars.md E.1 row 31'],
};
