import type { CatalogGroup } from '../catalog-group.ts';

/** Deployments, ReplicaSets, and everything that makes pods. */
export const DEPLOYMENT: CatalogGroup = {
  id: 'rollout',
  title: 'Deployments and ReplicaSets',
  components: ['deployment-controller', 'replicaset-controller', 'replication-controller'],
  source: 'kubernetes pkg/controller/deployment, pkg/controller/controller_utils.go@1.36.2',
  rows: [
    { reasons: ['ScalingReplicaSet'], type: 'Normal', category: 'rollout', severity: 'info' },
    { reasons: ['ReplicaSetCreateError'], type: 'Warning', category: 'rollout', severity: 'error' },
    { reasons: ['SelectingAll'], type: 'Warning', category: 'config', severity: 'error' },
    { reasons: ['DeploymentRollback'], type: 'Normal', category: 'rollout', severity: 'notice' },
    {
      reasons: ['DeploymentRollbackRevisionNotFound', 'FailedDelete'],
      type: 'Warning',
      category: 'rollout',
      severity: 'warning',
    },
    { reasons: ['DeploymentRollbackTemplateUnchanged'], type: 'Warning', category: 'rollout', severity: 'notice' },
    {
      reasons: ['SuccessfulCreate'],
      type: 'Normal',
      category: 'rollout',
      severity: 'debug',
      recovers: ['FailedCreate'],
    },
    {
      reasons: ['SuccessfulDelete'],
      type: 'Normal',
      category: 'rollout',
      severity: 'debug',
      recovers: ['FailedDelete'],
    },
    {
      reasons: ['FailedCreate'],
      type: 'Warning',
      category: 'rollout',
      severity: 'error',
      subclasses: [
        { id: 'quota', says: ['exceeded quota', 'failed quota', 'insufficient quota'], category: 'capacity' },
        { id: 'pod-security', says: ['violates PodSecurity', 'unable to validate against any'], category: 'security' },
        {
          id: 'limit-range',
          says: [
            'maximum cpu usage per',
            'maximum memory usage per',
            'minimum cpu usage per',
            'minimum memory usage per',
            'usage per Container',
            'usage per Pod',
            'must be less than or equal to',
            'LimitRange',
          ],
          category: 'config',
        },
        { id: 'webhook-down', says: ['failed calling webhook', 'failed to call webhook'], category: 'control-plane' },
        { id: 'webhook', says: ['admission webhook "'], category: 'security' },
        { id: 'policy', says: ['ValidatingAdmissionPolicy', 'validatingadmissionpolicies'], category: 'security' },
        { id: 'service-account', says: ['error looking up service account', 'serviceaccount "'], category: 'config' },
        { id: 'priority-class', says: ['PriorityClass'], category: 'config' },
        { id: 'namespace-terminating', says: ['is being terminated'], severity: 'notice' },
        { id: 'conflict', says: ['already exists', 'object is being deleted'], severity: 'warning' },
        { id: 'forbidden', says: ['is forbidden'], category: 'security' },
        { id: 'invalid', says: ['is invalid'], category: 'config' },
        {
          id: 'api-server',
          says: ['etcdserver', 'context deadline exceeded', 'connection refused', 'Internal error occurred'],
          category: 'control-plane',
        },
      ],
    },
  ],
};
