import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const dockerInDocker: CatalogEntry = {
  id: 'docker-in-docker',
  title: 'Docker in Docker',
  role: 'job-helper',
  recognise: { images: ['docker:*dind*'] },
  startupProbe: (container) => advise(container, patiently({ exec: { command: ['docker', 'info'] } })),
  move: { when: 'always' },
  caveats: ['It is privileged', 'Builds use what is left of the grace period'],
  workarounds: { ports: [2375, 2376], processes: ['dockerd'] },
  sources: ['reference sidecars.md E.1 row 35', 'actions/actions-runner-controller#3842'],
};
