import type { CatalogEntry } from '../catalog-entry.ts';

export const gcsFuse: CatalogEntry = {
  id: 'gcs-fuse',
  title: 'Cloud Storage FUSE',
  role: 'files',
  recognise: { images: ['gcs-fuse-csi-driver-sidecar-mounter'], byName: ['gke-gcsfuse-sidecar'] },
  move: { when: 'never', because: 'its CSI driver injects it, and makes it native by itself on GKE from 1.29.3' },
  caveats: ['A mutating webhook that runs after its own may drop restartPolicy'],
  injector: 'gcs-fuse-csi-driver',
  sources: [
    'reference sidecars.md E.1 row 6',
    'GoogleCloudPlatform/gcs-fuse-csi-driver#322',
    'GoogleCloudPlatform/gcs-fuse-csi-driver#296',
  ],
};
