import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const gitSync: CatalogEntry = {
  id: 'git-sync',
  title: 'git-sync',
  role: 'files',
  recognise: { images: ['git-sync'], byName: ['git-sync'], unlessArgument: /^--?one-time(?:=true)?$/ },
  startupProbe: (container) => {
    const bind = settingValue(container, { flag: 'http-bind', env: 'GITSYNC_HTTP_BIND' });
    const port = Number(/:(\d+)$/.exec(bind ?? '')?.[1] ?? 1234);
    return advise(container, patiently({ httpGet: { path: '/', port } }), {
      needs: [
        {
          flag: 'http-bind',
          env: 'GITSYNC_HTTP_BIND',
          value: `:${port}`,
          accepts: (value) => /^(?:0\.0\.0\.0|\[::\])?:\d+$/.test(value),
        },
      ],
    });
  },
  move: { when: 'always' },
  caveats: ['One native git-sync replaces the pair of an init container with --one-time and a sidecar'],
  workarounds: { processes: ['git-sync'] },
  sources: ['memory'],
};
