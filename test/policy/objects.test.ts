import { allRules, DEFAULT_RANGE, type PolicyObject, type PolicyOptions, planPolicies } from '@outrigger/sidecars';
import {
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from 'kubernetes-models/admissionregistration.k8s.io/v1';
import { describe, expect, test } from 'vitest';
import { patchBy, refusal } from './admit.ts';

const plan = (options: Partial<PolicyOptions> = {}) =>
  planPolicies({ kind: 'validating', pageOf: (id) => `https://example.com/${id}`, ...options });
const rule = (id: string) => allRules().filter((each) => each.id === id);

describe('the objects of a plan', () => {
  const models = {
    ValidatingAdmissionPolicy,
    ValidatingAdmissionPolicyBinding,
    MutatingAdmissionPolicy,
    MutatingAdmissionPolicyBinding,
  } as const;

  test.each(['validating', 'mutating'] as const)('are %s policies and bindings as the schema has them', (kind) => {
    const options = { namespaces: { matchLabels: { team: 'shop' } }, excludedNamespaces: ['kube-system'] };
    const objects = plan({ kind, ...options })?.objects ?? [];
    expect(objects.length).toBeGreaterThan(2);
    for (const object of objects) {
      const Model = models[object.kind as keyof typeof models];
      expect(() => new Model(structuredClone(object) as never).validate()).not.toThrow();
    }
  });

  test('would not be taken by that schema if they were wrong', () => {
    const [policy] = plan({ rules: rule('SC028') })?.objects ?? [];
    const wrong = { ...policy, spec: { ...policy?.spec, validations: 'none' } };
    expect(() => new ValidatingAdmissionPolicy(wrong as never).validate()).toThrow();
  });

  test('have names that a rule keeps, and each binding names its policy', () => {
    const objects = plan({ namePrefix: 'team-a', rules: rule('SC028') })?.objects ?? [];
    const name = 'team-a-sc028-always-on-main';
    expect(objects.map(({ metadata, spec }) => [metadata.name, spec.policyName])).toEqual([
      [name, undefined],
      [name, name],
    ]);
  });

  test('lead to the page of their rule', () => {
    const [policy] = plan({ rules: rule('SC028') })?.objects ?? [];
    expect(policy?.metadata.annotations?.['outrigger.dev/docs']).toBe('https://example.com/SC028');
  });

  test('stay in the namespaces that are asked for', () => {
    const namespaces = { matchLabels: { team: 'shop' } };
    const [, binding] = plan({ rules: rule('SC028'), namespaces, excludedNamespaces: ['a', 'b'] })?.objects ?? [];
    expect(binding?.spec.matchResources).toEqual({
      namespaceSelector: {
        matchLabels: { team: 'shop' },
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['a', 'b'] }],
      },
    });
  });
});

describe('the version of the API', () => {
  test.each([
    ['validating', '1.36', '1.36', 'v1', false],
    ['validating', '1.30', '1.33', 'v1', false],
    ['validating', '1.28', '1.33', 'v1beta1', true],
    ['mutating', '1.36', '1.37', 'v1', false],
    ['mutating', '1.34', '1.36', 'v1beta1', true],
    ['mutating', '1.32', '1.34', 'v1alpha1', true],
  ] as const)('of %s policies is one that all of %s to %s serve: %s', (kind, oldest, newest, version, isOff) => {
    const apiServers = { oldest, newest };
    expect(plan({ kind, apiServers })?.api).toEqual({ version: `admissionregistration.k8s.io/${version}`, isOff });
  });

  test.each([
    ['validating', '1.27', '1.30'],
    ['validating', '1.28', '1.34'],
    ['mutating', '1.31', '1.36'],
    ['mutating', '1.32', '1.38'],
  ] as const)('of %s policies is none for %s to %s', (kind, oldest, newest) => {
    expect(plan({ kind, apiServers: { oldest, newest } })).toBeUndefined();
  });

  test('changes nothing else', () => {
    const older = plan({ apiServers: { oldest: '1.28', newest: '1.29' } })?.objects ?? [];
    expect(older.map(withVersion)).toEqual(plan({ apiServers: DEFAULT_RANGE })?.objects.map(withVersion));
    expect(new Set(older.map(({ apiVersion }) => apiVersion))).toEqual(
      new Set(['admissionregistration.k8s.io/v1beta1']),
    );
  });
});

describe('a policy looks at', () => {
  const [policy] = plan({ rules: rule('SC028') })?.objects ?? [];
  const [mutation] = plan({ kind: 'mutating', rules: rule('SC022') })?.objects ?? [];
  const [ofInjectors] = plan({ rules: rule('SC005') })?.objects ?? [];
  const template = (policyOfHelper: string) => ({
    metadata: {},
    spec: {
      containers: [
        { name: 'app', image: 'app' },
        { name: 'helper', image: 'x', restartPolicy: policyOfHelper },
      ],
    },
  });
  const deployment = (replicas: number, helper = 'Always') => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec: { replicas, template: template(helper) },
  });

  test('a template that changes, and at no other change of its object', () => {
    if (!policy) throw new Error('no policy');
    const scaled = { operation: 'UPDATE', oldObject: deployment(1) } as const;
    expect(refusal(policy, deployment(2), scaled)).toBeUndefined();
    const changed = { operation: 'UPDATE', oldObject: deployment(1, 'Never') } as const;
    expect(refusal(policy, deployment(1), changed)).toContain('helper: is no sidecar');
  });

  test('pods of people and of controllers that nobody knows, not at those whose template it has seen', () => {
    if (!policy) throw new Error('no policy');
    expect(refusal(policy, podOf(template('Always')))).toContain('helper');
    expect(
      refusal(policy, podOf(template('Always'), { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' })),
    ).toContain('helper');
    expect(refusal(policy, podOf(template('Always'), { apiVersion: 'apps/v1', kind: 'ReplicaSet' }))).toBeUndefined();
  });

  test('no ReplicaSet that a controller makes of a template, lest it makes another one', () => {
    if (!mutation) throw new Error('no policy');
    const sidecar = { name: 'helper', restartPolicy: 'Always', readinessProbe: { exec: { command: ['true'] } } };
    const spec = { template: { spec: { initContainers: [sidecar], containers: [{ name: 'app' }] } } };
    const replicaSet = (metadata: object) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec });
    const ownedBy = (kind: string) => ({
      ownerReferences: [{ apiVersion: 'x/v1', kind, name: 'x', uid: '1', controller: true }],
    });
    expect(patchBy(mutation, replicaSet({}))).toHaveLength(1);
    expect(patchBy(mutation, replicaSet(ownedBy('Deployment')))).toEqual([]);
    expect(patchBy(mutation, replicaSet(ownedBy('Rollout')))).toEqual([]);
  });

  test('pods of all controllers where it is about what injectors write', () => {
    if (!ofInjectors) throw new Error('no policy');
    const injected = {
      spec: {
        containers: [
          { name: 'app', image: 'app' },
          { name: 'istio-proxy', image: 'istio/proxyv2:1' },
        ],
      },
    };
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
    expect(refusal(ofInjectors, podOf(injected, owner))).toContain('istio-proxy');
  });

  test('pods of all controllers where it mends something', () => {
    if (!mutation) throw new Error('no policy');
    const sidecar = {
      name: 'helper',
      image: 'x',
      restartPolicy: 'Always',
      readinessProbe: { exec: { command: ['true'] } },
    };
    const pod = { spec: { initContainers: [sidecar], containers: [{ name: 'app', image: 'app' }] } };
    expect(patchBy(mutation, podOf(pod, { apiVersion: 'apps/v1', kind: 'ReplicaSet' }))).toHaveLength(1);
  });
});

function podOf(
  { spec }: { readonly spec: object },
  owner?: { readonly apiVersion: string; readonly kind: string },
): object {
  const ownerReferences = owner && [{ ...owner, name: 'x', uid: '1', controller: true }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop', ...(ownerReferences && { ownerReferences }) },
    spec,
  };
}

function withVersion(object: PolicyObject): PolicyObject {
  return { ...object, apiVersion: '' };
}
