import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const configmapReload: CatalogEntry = {
  id: 'configmap-reload',
  title: 'configmap-reload',
  role: 'adapter',
  recognise: { images: ['configmap-reload'] },
  startupProbe: (container) => {
    const { port, needs } = listenAddress(container, { flag: 'web.listen-address' }, { port: 9533, isOpen: true });
    return advise(container, patiently({ httpGet: { path: '/metrics', port } }), { needs });
  },
  move: { when: 'ask', because: 'the address that it reloads is the app’s' },
  caveats: ['It has no order with the app: what it reloads is the app'],
  sources: ['jimmidyson/configmap-reload configmap-reload.go, 2026-08'],
};
