import type { CatalogGroup } from '../catalog-group.ts';

/** Ingress controllers, GitOps, KEDA, Kyverno. */
export const OTHERS: CatalogGroup = {
  id: 'others',
  title: 'Ingress controllers, GitOps, KEDA, Kyverno',
  components: [
    'nginx-ingress-controller',
    'ingress',
    'kustomize-controller',
    'helm-controller',
    'source-controller',
    'argocd-application-controller',
    'keda-operator',
    'kyverno-admission',
    'kyverno-scan',
  ],
  source: 'documentation of the projects (2026)',
  rows: [
    { reasons: ['Sync'], type: 'Normal', category: 'network', severity: 'debug' },
    {
      reasons: ['RELOAD', 'SuccessfullyReconciled'],
      type: 'Normal',
      category: 'network',
      severity: 'info',
      recovers: ['FailedBuildModel', 'FailedDeployModel'],
    },
    { reasons: ['Rejected'], type: 'Warning', category: 'config', severity: 'error' },
    { reasons: ['FailedBuildModel', 'FailedDeployModel'], type: 'Warning', category: 'network', severity: 'error' },
    {
      reasons: ['ReconciliationSucceeded'],
      type: 'Normal',
      category: 'rollout',
      severity: 'info',
      recovers: ['ReconciliationFailed', 'HealthCheckFailed', 'BuildFailed'],
    },
    {
      reasons: ['Progressing', 'OperationStarted', 'OperationCompleted', 'ResourceUpdated'],
      type: 'Normal',
      category: 'rollout',
      severity: 'info',
    },
    {
      reasons: ['ReconciliationFailed', 'HealthCheckFailed', 'BuildFailed'],
      type: 'Warning',
      category: 'rollout',
      severity: 'error',
    },
    {
      reasons: ['GitOperationSucceeded'],
      type: 'Normal',
      category: 'rollout',
      severity: 'info',
      recovers: ['GitOperationFailed'],
    },
    { reasons: ['GitOperationFailed'], type: 'Warning', category: 'rollout', severity: 'error' },
    {
      reasons: ['ScaledObjectReady', 'KEDAScalersStarted', 'KEDAScaleTargetActivated'],
      type: 'Normal',
      category: 'scaling',
      severity: 'info',
      recovers: ['ScaledObjectCheckFailed', 'KEDAScalerFailed', 'KEDAScaleTargetActivationFailed'],
    },
    {
      reasons: ['ScaledObjectCheckFailed', 'KEDAScalerFailed', 'KEDAScaleTargetActivationFailed'],
      type: 'Warning',
      category: 'scaling',
      severity: 'error',
    },
    { reasons: ['PolicyViolation', 'PolicyError'], type: 'Warning', category: 'security', severity: 'warning' },
    { reasons: ['PolicyApplied'], type: 'Normal', category: 'security', severity: 'debug' },
  ],
};
