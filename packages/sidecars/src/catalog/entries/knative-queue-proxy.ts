import type { CatalogEntry } from '../catalog-entry.ts';

export const knativeQueueProxy: CatalogEntry = {
  id: 'knative-queue-proxy',
  title: 'Knative queue-proxy',
  role: 'proxy',
  recognise: { images: ['knative.dev/serving/cmd/queue*', 'knative-serving-queue'], byName: ['queue-proxy'] },
  move: { when: 'never', because: 'it probes the container of the user, and so has to start beside it' },
  caveats: [],
  injector: 'knative',
  sources: [
    'knative/serving pkg/reconciler/revision/resources/queue.go, 012ffbb',
    'kubernetes/enhancements keps/sig-node/753-sidecar-containers, scenario 7',
  ],
};
