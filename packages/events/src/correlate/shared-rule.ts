import type { IncidentObject } from '../incident.ts';
import type { FactMatch, JoinKey } from './causal-rule.ts';

/** When many suffer the same at once, the cause is what they share, and not each of them. */
export interface SharedRule {
  readonly id: string;
  /** One sentence without a full stop. */
  readonly title: string;
  readonly effect: FactMatch;
  readonly join: JoinKey;
  /** So many workloads. */
  readonly atLeast: number;
  readonly windowMs: number;
  /** The reason that the chain gives for what is shared. */
  readonly reason: string;
  /** What is shared, by the key without what comes before it. */
  readonly root: (key: string) => IncidentObject;
}

/** What workloads share. */
export const SHARED_RULES: readonly SharedRule[] = [
  {
    id: 'shared/registry',
    title: 'pulls of several workloads fail because their registry does not answer',
    effect: {
      reasons: ['Failed', 'BackOff'],
      says: /dial tcp|i\/o timeout|connection refused|no such host|50[0-4]|toomanyrequests|429/,
    },
    join: 'registry',
    atLeast: 3,
    windowMs: 10 * 60_000,
    reason: 'RegistryUnavailable',
    root: (name) => ({ kind: 'Registry', namespace: '', name }),
  },
  {
    id: 'shared/quota',
    title: 'several workloads want more than the quota of their namespace has left',
    effect: { reasons: ['FailedCreate'], subclasses: ['quota'] },
    join: 'quota',
    atLeast: 3,
    windowMs: 30 * 60_000,
    reason: 'QuotaExhausted',
    root: (key) => {
      const [namespace = '', name = ''] = key.split('/');
      return { kind: 'ResourceQuota', namespace, name };
    },
  },
  {
    id: 'shared/webhook',
    title: 'pods of several workloads cannot be made because an admission webhook does not answer',
    effect: { reasons: ['FailedCreate'], subclasses: ['webhook-down'] },
    join: 'webhook',
    atLeast: 3,
    windowMs: 30 * 60_000,
    reason: 'WebhookUnavailable',
    root: (name) => ({ kind: 'AdmissionWebhook', namespace: '', name }),
  },
  {
    id: 'shared/network',
    title: 'sandboxes of several workloads on one node get no network',
    effect: { reasons: ['FailedCreatePodSandBox'], subclasses: ['cni', 'cni-not-ready', 'ip-exhausted', 'runtime'] },
    join: 'node',
    atLeast: 3,
    windowMs: 5 * 60_000,
    reason: 'NodeNetworkUnavailable',
    root: (name) => ({ kind: 'Node', namespace: '', name }),
  },
];
