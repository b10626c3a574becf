import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const memcached: CatalogEntry = {
  id: 'memcached',
  title: 'memcached',
  role: 'ambassador',
  recognise: { images: ['memcached'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ tcpSocket: { port: 11211 } })),
  move: { when: 'ask', because: 'it may be a cache of this pod, or a server of its own' },
  caveats: ['What it holds is lost with a restart'],
  sources: ['docker-library/memcached docker-entrypoint.sh, 236cad3'],
};
