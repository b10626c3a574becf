import type { CatalogEntry } from '../catalog-entry.ts';

export const argoWait: CatalogEntry = {
  id: 'argo-wait',
  title: 'Argo Workflows executor',
  role: 'job-helper',
  // The same image is its init container, which ends by itself.
  recognise: { images: ['argoproj/argoexec'], unlessArgument: /^init$/ },
  move: { when: 'never', because: 'its workflow controller ends it by a protocol of its own' },
  caveats: ['Its container is named wait'],
  injector: 'argo-workflows',
  sources: ['argoproj/argo-workflows workflow/common/common.go, v3'],
};
