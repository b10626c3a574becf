import type { CatalogEntry } from '../catalog-entry.ts';

export const argoWait: CatalogEntry = {
  id: 'argo-wait',
  title: 'Argo Workflows executor',
  role: 'job-helper',
  recognise: { images: ['argoproj/argoexec'], byName: ['wait'] },
  move: { when: 'never', because: 'its workflow controller ends it by a protocol of its own' },
  caveats: [],
  injector: 'argo-workflows',
  sources: ['reference sidecars.md E.1, never move automatically'],
};
