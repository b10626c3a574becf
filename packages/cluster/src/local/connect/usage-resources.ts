import { declare } from '../resource/declare.ts';
import type { Resource } from '../resource/resource.ts';

/** What `kubectl top` asks for: what nodes and pods use (kubernetes-sigs/metrics-server@0.8). Only a server with nodes has them. */
export const usageResources: readonly Resource[] = [
  declare({
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    plural: 'nodes',
    singular: '',
    kind: 'NodeMetrics',
    isNamespaced: false,
    verbs: ['get', 'list'],
    isAnswered: true,
  }),
  declare({
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    plural: 'pods',
    singular: '',
    kind: 'PodMetrics',
    verbs: ['get', 'list'],
    isAnswered: true,
  }),
];
