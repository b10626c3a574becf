import type { CatalogEntry } from '../catalog-entry.ts';

export const tektonSidecar: CatalogEntry = {
  id: 'tekton-sidecar',
  title: 'Tekton sidecar',
  role: 'job-helper',
  recognise: { images: ['tektoncd/pipeline/cmd/nop*', 'tektoncd/pipeline/cmd/sidecarlogresults*'] },
  move: { when: 'never', because: 'its pipeline controller ends it by a protocol of its own' },
  caveats: ['When all steps are done, its controller replaces the image of every sidecar by one that exits at once'],
  injector: 'tekton',
  sources: ['tektoncd/pipeline cmd/nop/README.md, a81f43d'],
};
