import type { CatalogEntry } from '../catalog-entry.ts';

export const debugShell: CatalogEntry = {
  id: 'debug-shell',
  title: 'Debugging shell',
  role: 'debug',
  recognise: { images: ['nicolaka/netshoot'], alsoAnApp: true },
  move: { when: 'ask', because: 'kubectl debug adds one when it is needed' },
  caveats: ['As an ordinary container it keeps a Job from completing'],
  sources: ['nicolaka/netshoot README.md, 4f7a749'],
};
