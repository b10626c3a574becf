import type { CatalogGroup } from '../catalog-group.ts';

/** Budgets, garbage collection, the API server, leaders. */
export const CONTROL_PLANE: CatalogGroup = {
  id: 'control-plane',
  title: 'Budgets, garbage collection, the API server',
  components: ['controllermanager', 'garbage-collector-controller', 'apiserver', 'resource_claim'],
  source:
    'kubernetes pkg/controller/disruption, pkg/controller/garbagecollector, client-go tools/leaderelection, apiserver pkg/server@1.36.2',
  rows: [
    { reasons: ['NoPods'], category: 'config', severity: 'notice' },
    {
      reasons: [
        'NoControllers',
        'NoControllerRef',
        'CalculateExpectedPodCountFailed',
        'MultiplePodDisruptionBudgets',
        'OwnerRefInvalidNamespace',
      ],
      type: 'Warning',
      category: 'config',
      severity: 'warning',
    },
    { reasons: ['NotDeleted'], type: 'Warning', category: 'rollout', severity: 'warning' },
    { reasons: ['UnmanagedPods'], type: 'Warning', category: 'config', severity: 'notice' },
    { reasons: ['LeaderElection'], type: 'Normal', category: 'control-plane', severity: 'notice' },
    { reasons: ['TLSConfigChanged'], type: 'Warning', category: 'control-plane', severity: 'notice' },
    { reasons: ['FailedResourceClaimCreation'], type: 'Warning', category: 'capacity', severity: 'error' },
    // Of OpenShift's API server (openshift/kubernetes pkg/controlplane, staging/src/k8s.io/apiserver/pkg/server@1.36.2); a Warning
    // that says that all is well.
    {
      reasons: ['KubeAPIReadyz'],
      category: 'control-plane',
      severity: 'info',
      recovers: ['NonReadyRequests', 'ShutdownInitiated'],
    },
    { reasons: ['ShutdownInitiated'], category: 'control-plane', severity: 'warning' },
    {
      reasons: [
        'AfterShutdownDelayDuration',
        'HTTPServerStoppedListening',
        'InFlightRequestsDrained',
        'TerminationPreShutdownHooksFinished',
        'TerminationGracefulTerminationFinished',
      ],
      category: 'control-plane',
      severity: 'info',
    },
    {
      reasons: ['LateConnections', 'NonReadyRequests'],
      type: 'Warning',
      category: 'control-plane',
      severity: 'warning',
    },
  ],
};
