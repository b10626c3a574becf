import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClassifiedBy, createClassifier, EVENT_CATALOG, SEVERITIES } from '@outrigger/events';
import { describe, expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { recordedEvents } from './recorded-events.ts';
import { UPSTREAM_REASONS } from './upstream-reasons.ts';

const { classify } = createClassifier();

describe('an event', () => {
  test.each<[what: string, event: Partial<Said>, expected: string]>([
    ['of a lost node is critical though its type is Normal', { kind: 'Node', reason: 'NodeNotReady' }, 'node critical'],
    [
      'of a pod on a lost node is an error',
      { reason: 'NodeNotReady', type: 'Warning', component: 'node-controller' },
      'node error',
    ],
    ['of disk pressure is an error', { kind: 'Node', reason: 'NodeHasDiskPressure' }, 'node error'],
    [
      'of a crash loop',
      { reason: 'BackOff', type: 'Warning', message: 'Back-off restarting failed container app in pod web_shop(1)' },
      'lifecycle error crash-loop',
    ],
    [
      'of an image that is waited for is an error though its type is Normal',
      { reason: 'BackOff', message: 'Back-off pulling image "absent:1"' },
      'image error image',
    ],
    [
      'of a quota',
      { kind: 'ReplicaSet', reason: 'FailedCreate', message: 'pods "a" is forbidden: exceeded quota: team' },
      'capacity error quota',
    ],
    [
      'of pod security',
      { reason: 'FailedCreate', message: 'pods "a" is forbidden: violates PodSecurity "restricted:latest"' },
      'security error pod-security',
    ],
    [
      'of a webhook that says no',
      { reason: 'FailedCreate', message: 'Error creating: admission webhook "policy.example.com" denied the request' },
      'security error webhook',
    ],
    [
      'of a webhook that is away',
      {
        reason: 'FailedCreate',
        message: 'Error creating: Internal error occurred: failed calling webhook "w": refused',
      },
      'control-plane error webhook-down',
    ],
    [
      'of a registry that wants to know who asks',
      { reason: 'Failed', message: 'Failed to pull image "a/b": pull access denied, authorization failed' },
      'image error auth',
    ],
    [
      'of an image that does not exist',
      { reason: 'Failed', message: 'Failed to pull image "a/b": rpc error: code = NotFound desc = a/b:1: not found' },
      'image error not-found',
    ],
    [
      'of a claim that keeps a pod from every node, whatever else the nodes lack',
      {
        reason: 'FailedScheduling',
        message: '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims, 1 Insufficient cpu.',
      },
      'storage error unbound-claim',
    ],
    [
      'of liveness is worse',
      { reason: 'Unhealthy', message: 'Liveness probe failed: HTTP probe failed with statuscode: 503' },
      'probe error liveness-http',
    ],
    [
      'than of readiness',
      { reason: 'Unhealthy', message: 'Readiness probe failed: dial tcp 10.0.0.1:80: connect: connection refused' },
      'probe warning readiness-refused',
    ],
    [
      'of a container that was killed for its probe',
      { reason: 'Killing', message: 'Container app failed liveness probe, will be restarted' },
      'probe warning probe',
    ],
    ['of a container that stops', { reason: 'Killing', message: 'Stopping container app' }, 'lifecycle info stop'],
    [
      'of a volume that is elsewhere',
      { reason: 'FailedAttachVolume', message: 'Multi-Attach error for volume "pvc-1"' },
      'storage error multi-attach',
    ],
    [
      'of an eviction for memory',
      { reason: 'Evicted', type: 'Warning', message: 'The node was low on resource: memory. ' },
      'capacity error memory',
    ],
    ['of an eviction by Karpenter', { reason: 'Evicted', component: 'karpenter' }, 'scaling notice'],
    [
      'of a pod that Karpenter has no machine for',
      { reason: 'FailedScheduling', component: 'karpenter', type: 'Warning' },
      'capacity error',
    ],
    [
      'of a container that was killed for its memory',
      { reason: 'ContainerOOMKilled', component: 'outrigger' },
      'capacity error',
    ],
    [
      'of a condition that turned bad',
      {
        reason: 'NodeConditionChanged',
        kind: 'Node',
        type: 'Warning',
        message: 'Condition Ready is Unknown',
        component: 'outrigger',
      },
      'node critical readiness',
    ],
    [
      'of a pod that nobody gives a node',
      {
        reason: 'PodStuck',
        type: 'Warning',
        message: 'The pod has been Pending for more than 300 s',
        component: 'outrigger',
      },
      'scheduling error pending',
    ],
    ['of an extended resource', { reason: 'OutOfnvidia.com/gpu', type: 'Warning' }, 'capacity error'],
  ])('%s', (_, said, expected) => {
    const { category, severity, subclass, rule } = classify(event(said));
    expect([category, severity, subclass].filter(Boolean).join(' ')).toBe(expected);
    expect(rule).toBeDefined();
  });

  test.each<[event: Partial<Said>, expected: string]>([
    [{ reason: 'OrderStuck', type: 'Warning' }, 'application warning'],
    [{ reason: 'OrderTaken' }, 'application info'],
    [{ reason: 'FailedToOrder', type: 'Normal' }, 'application error'],
    [{ reason: 'PaymentFailed', kind: 'Job' }, 'batch error'],
    [{ reason: 'Whatever', kind: 'Node', type: 'odd' }, 'node warning'],
    [{ reason: '' }, 'application info'],
  ])('of a reason that nobody knows is guessed at, and says so: %j', (said, expected) => {
    const { category, severity, rule } = classify(event(said));
    expect(`${category} ${severity}`).toBe(expected);
    expect(rule).toBeUndefined();
  });

  test.each([
    ['NodeReady', 'NodeNotReady'],
    ['NodeHasNoDiskPressure', 'NodeHasDiskPressure'],
    ['Scheduled', 'FailedScheduling'],
    ['SuccessfulCreate', 'FailedCreate'],
    ['Pulled', 'ErrImageNeverPull'],
    ['SuccessfulAttachVolume', 'FailedAttachVolume'],
    ['ProvisioningSucceeded', 'ProvisioningFailed'],
    ['FilesystemIsNotReadOnly', 'FilesystemIsReadOnly'],
  ])('%s ends the trouble of %s', (reason, ended) => {
    expect(classify(event({ reason })).recovers).toContain(ended);
  });
});

describe('the catalogue', () => {
  const rows = EVENT_CATALOG.flatMap(({ rows }) => rows);

  test('recovers only from reasons that it knows', () => {
    expect(rows.flatMap(({ recovers = [] }) => recovers).filter((reason) => !reasons.has(reason))).toEqual([]);
  });

  test('has no two rows of a reason that nothing tells apart', () => {
    const seen = new Set<string>();
    const twice = EVENT_CATALOG.flatMap(({ components, rows }) =>
      rows.flatMap(({ reasons, kinds, type }) =>
        reasons.map((reason) => JSON.stringify([reason, kinds, type, components])),
      ),
    ).filter((key) => seen.size === seen.add(key).size);
    expect(twice).toEqual([]);
  });

  test.each(Object.entries(UPSTREAM_REASONS))('knows every reason of %s', (_file, said) => {
    expect(said.filter((reason) => classify(event({ reason, type: 'Warning' })).rule === undefined)).toEqual([]);
  });

  test('names every severity', () => {
    expect(new Set(rows.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
  });
});

const reasons = new Set(EVENT_CATALOG.flatMap(({ rows }) => rows).flatMap((row) => row.reasons));

describeWithShared('the catalogue and the reference', 'reference/events.md', (reference) => {
  test('agree on which reasons there are', () => {
    const [, part = ''] = readFileSync(reference, 'utf8').split('### C.6 Reason catalogue\n');
    const [table = ''] = part.split('Catalogue caveats');
    const named = [...table.matchAll(/`([A-Z][A-Za-z-]+)`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(200);
    expect([...new Set(named)].filter((name) => !reasons.has(name))).toEqual([]);
  });
});

describeWithShared('the catalogue and a recorded cluster', 'golden/events', (folder) => {
  test('every reason is known', () => {
    const unknown = recordedEvents(join(folder, 'events.jsonl')).filter((one) => classify(one).rule === undefined);
    expect(new Set(unknown.map(({ reason }) => reason))).toEqual(new Set());
  });
});

interface Said {
  readonly kind: string;
  readonly reason: string;
  readonly type: string;
  readonly message: string;
  readonly component: string;
}

function event({ kind = 'Pod', reason = 'X', type = 'Normal', message = '', component = 'kubelet' }: Partial<Said>) {
  const about = { apiVersion: 'v1', kind, namespace: 'shop', name: 'web', uid: '', fieldPath: '' };
  const said: ClassifiedBy = {
    id: '1',
    cluster: 'c',
    from: 0,
    until: 0,
    seenAt: 0,
    count: 1,
    type,
    reason,
    message,
    action: '',
    about,
    related: undefined,
    source: { component, instance: '' },
    origin: 'event',
    event: { namespace: 'shop', name: 'e', uid: 'u', resourceVersion: '1' },
    isCensored: false,
    isCombined: false,
  };
  return said;
}
