import type { CatalogGroup } from '../catalog-group.ts';
import { IMAGE_SUBCLASSES } from './image-subclasses.ts';

/** Images on a node. */
export const IMAGE: CatalogGroup = {
  id: 'image',
  title: 'Images',
  components: ['kubelet'],
  source: 'kubernetes pkg/kubelet/images/image_manager.go, pkg/kubelet/kubelet_pods.go@1.36.2',
  rows: [
    { reasons: ['Pulling'], type: 'Normal', category: 'image', severity: 'debug' },
    {
      reasons: ['Pulled'],
      type: 'Normal',
      category: 'image',
      severity: 'debug',
      recovers: ['ErrImageNeverPull', 'InspectFailed', 'FailedToRetrieveImagePullSecret'],
    },
    {
      reasons: ['InspectFailed', 'ErrImageNeverPull'],
      type: 'Warning',
      category: 'image',
      severity: 'error',
      subclasses: IMAGE_SUBCLASSES,
    },
    { reasons: ['FailedToRetrieveImagePullSecret'], type: 'Warning', category: 'security', severity: 'warning' },
    { reasons: ['InvalidImageID'], type: 'Warning', category: 'image', severity: 'warning' },
  ],
};
