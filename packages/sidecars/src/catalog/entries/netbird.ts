import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const netbird: CatalogEntry = {
  id: 'netbird',
  title: 'NetBird',
  role: 'proxy',
  recognise: { images: ['netbirdio/netbird'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ exec: { command: ['netbird', 'status', '--check', 'startup'] } })),
  move: { when: 'always' },
  caveats: [],
  sources: ['reference sidecars.md E.1 row 40', 'netbirdio/kubernetes-operator#276'],
};
