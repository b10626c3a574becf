import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const dockerInDocker: CatalogEntry = {
  id: 'docker-in-docker',
  title: 'Docker in Docker',
  role: 'job-helper',
  recognise: { images: ['docker:*dind*'] },
  startupProbe: (container) => advise(container, patiently({ exec: { command: ['docker', 'info'] } })),
  move: { when: 'always' },
  caveats: [
    'It is privileged',
    'Builds use what is left of the grace period',
    'It listens at 2376 with TLS, and at 2375 without where DOCKER_TLS_CERTDIR is empty; docker info asks its socket',
  ],
  workarounds: { ports: [2375, 2376], processes: ['dockerd'] },
  sources: [
    'actions/actions-runner-controller charts/gha-runner-scale-set/templates/_helpers.tpl, 00b8f13',
    'docker-library/docker dockerd-entrypoint.sh, 163b457',
    'actions/actions-runner-controller#3842',
  ],
};
