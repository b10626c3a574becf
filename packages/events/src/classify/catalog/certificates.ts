import type { CatalogGroup } from '../catalog-group.ts';

/** cert-manager. */
export const CERT_MANAGER: CatalogGroup = {
  id: 'cert-manager',
  title: 'cert-manager',
  components: [
    'cert-manager',
    'cert-manager-certificates-trigger',
    'cert-manager-certificates-issuing',
    'cert-manager-certificates-key-manager',
    'cert-manager-certificates-request-manager',
    'cert-manager-certificaterequests-issuer-acme',
    'cert-manager-orders',
    'cert-manager-challenges',
    'cert-manager-issuers',
    'cert-manager-clusterissuers',
    'cert-manager-ingress-shim',
  ],
  source: 'cert-manager/cert-manager pkg/controller (2026)',
  rows: [
    { reasons: ['Issuing'], type: 'Normal', category: 'security', severity: 'info' },
    {
      reasons: ['CertificateIssued'],
      type: 'Normal',
      category: 'security',
      severity: 'info',
      recovers: ['OrderFailed', 'InvalidOrder', 'IssuerNotReady', 'IssuerNotFound', 'SigningError', 'ErrorSigning'],
    },
    { reasons: ['DomainVerified'], type: 'Normal', category: 'security', severity: 'info', recovers: ['PresentError'] },
    {
      reasons: ['Generated', 'Reused', 'Requested', 'OrderCreated', 'OrderPending', 'Presented'],
      type: 'Normal',
      category: 'security',
      severity: 'debug',
    },
    {
      reasons: ['OrderFailed', 'InvalidOrder', 'PresentError', 'IssuerNotReady', 'SigningError', 'ErrorSigning'],
      type: 'Warning',
      category: 'security',
      severity: 'error',
    },
    {
      reasons: ['IssuerNotFound', 'SecretNotFound', 'SecretMissing', 'SecretInvalidData', 'SecretGetError'],
      type: 'Warning',
      category: 'config',
      severity: 'error',
    },
    { reasons: ['ErrInitIssuer'], type: 'Warning', category: 'security', severity: 'critical' },
    { reasons: ['WaitingForApproval'], type: 'Normal', category: 'security', severity: 'notice' },
  ],
};
