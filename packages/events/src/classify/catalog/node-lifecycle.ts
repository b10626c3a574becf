import type { CatalogGroup } from '../catalog-group.ts';

/** Nodes, as the controllers see them. */
export const NODE_LIFECYCLE: CatalogGroup = {
  id: 'node-lifecycle',
  title: 'Nodes, by the controllers',
  components: [
    'node-controller',
    'taint-eviction-controller',
    'taint-controller',
    'cidrAllocator',
    'cloud-node-lifecycle-controller',
  ],
  source: 'kubernetes pkg/controller/nodelifecycle, pkg/controller/tainteviction, pkg/controller/nodeipam@1.36.2',
  rows: [
    { reasons: ['RegisteredNode'], type: 'Normal', category: 'node', severity: 'info' },
    { reasons: ['RemovingNode', 'DeletingNode'], type: 'Normal', category: 'node', severity: 'notice' },
    { reasons: ['DeletingNodeFailed'], type: 'Warning', category: 'node', severity: 'warning' },
    {
      reasons: ['NodeNotReady'],
      type: 'Warning',
      kinds: ['Pod'],
      category: 'node',
      severity: 'error',
    },
    {
      reasons: ['TaintManagerEviction', 'DeviceTaintManagerEviction'],
      type: 'Normal',
      category: 'node',
      severity: 'warning',
      subclasses: [
        { id: 'cancelled', says: ['Cancelling deletion'], severity: 'debug' },
        { id: 'eviction', says: ['Marking for deletion'] },
      ],
    },
    { reasons: ['NodeControllerEviction'], type: 'Normal', category: 'node', severity: 'warning' },
    { reasons: ['DeletingAllPods'], type: 'Normal', category: 'node', severity: 'error' },
    { reasons: ['CIDRNotAvailable'], type: 'Normal', category: 'network', severity: 'critical' },
    { reasons: ['CIDRAssignmentFailed'], type: 'Normal', category: 'network', severity: 'error' },
    { reasons: ['Synced'], type: 'Normal', kinds: ['Node'], category: 'node', severity: 'debug' },
  ],
};
