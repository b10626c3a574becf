import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const redis: CatalogEntry = {
  id: 'redis',
  title: 'Redis',
  role: 'ambassador',
  recognise: { images: ['redis', 'valkey'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ exec: { command: ['redis-cli', 'ping'] } })),
  move: { when: 'ask', because: 'it may be a cache of this pod, or a server of its own' },
  caveats: ['What it holds is lost with a restart'],
  sources: ['redis/docker-library-redis debian/docker-entrypoint.sh, 0d55be9'],
};
