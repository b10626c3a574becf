import type { CatalogEntry } from '../catalog-entry.ts';

export const gcsFuse: CatalogEntry = {
  id: 'gcs-fuse',
  title: 'Cloud Storage FUSE',
  role: 'files',
  recognise: {
    images: ['gcs-fuse-csi-driver-sidecar-mounter', 'gcs-fuse-csi-driver-metadata-prefetch'],
    byName: ['gke-gcsfuse-sidecar', 'gke-gcsfuse-metadata-prefetch'],
  },
  move: { when: 'never', because: 'its CSI driver injects it, and makes it native by itself on GKE from 1.29.3' },
  caveats: [
    'A mutating webhook that runs after its own may drop restartPolicy',
    'Its injector tells it by NATIVE_SIDECAR=TRUE how it runs; annotation gke-gcsfuse/enable-native-sidecar decides per pod',
  ],
  injector: 'gcs-fuse-csi-driver',
  sources: [
    'GoogleCloudPlatform/gcs-fuse-csi-driver pkg/webhook/injection.go, v1.24.0',
    'GoogleCloudPlatform/gcs-fuse-csi-driver pkg/webhook/sidecar_spec.go, v1.24.0',
    'GoogleCloudPlatform/gcs-fuse-csi-driver#322',
    'GoogleCloudPlatform/gcs-fuse-csi-driver#296',
  ],
};
