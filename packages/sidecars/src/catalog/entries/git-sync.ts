import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const gitSync: CatalogEntry = {
  id: 'git-sync',
  title: 'git-sync',
  role: 'files',
  recognise: { images: ['git-sync'], byName: ['git-sync'], unlessArgument: /^--?one-time(?:=true)?$/ },
  startupProbe: (container) => {
    const setting = { flag: 'http-bind', env: 'GITSYNC_HTTP_BIND' };
    const { port, needs } = listenAddress(container, setting, { port: 1234, isOpen: false });
    return advise(container, patiently({ httpGet: { path: '/', port } }), { needs });
  },
  move: { when: 'always' },
  caveats: [
    'One native git-sync replaces the pair of an init container with --one-time and a sidecar',
    'It answers with 5xx until the first sync is complete: a large repository needs a higher failureThreshold',
  ],
  workarounds: { processes: ['git-sync'] },
  sources: ['kubernetes/git-sync README.md, v4.7.1', 'kubernetes/git-sync main.go, v4.7.1'],
};
