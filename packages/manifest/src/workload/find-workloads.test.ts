import { describe, expect, test } from 'vitest';
import { parseManifest } from '../object/parse-manifest.ts';
import { findWorkloads } from './find-workloads.ts';
import type { Workload } from './workload.ts';

const spec = '{containers: [{name: app, image: nginx}]}';
const meta = 'metadata: {name: web, namespace: shop}';

describe('the pod of a kind of Kubernetes’ own', () => {
  test.each([
    ['v1', 'Pod', `spec: ${spec}`, 'spec'],
    ['v1', 'PodTemplate', `template: {spec: ${spec}}`, 'template.spec'],
    ['v1', 'ReplicationController', `spec: {template: {spec: ${spec}}}`, 'spec.template.spec'],
    ['apps/v1', 'Deployment', `spec: {replicas: 3, template: {spec: ${spec}}}`, 'spec.template.spec'],
    ['apps/v1', 'ReplicaSet', `spec: {template: {spec: ${spec}}}`, 'spec.template.spec'],
    ['apps/v1', 'StatefulSet', `spec: {template: {spec: ${spec}}}`, 'spec.template.spec'],
    ['apps/v1', 'DaemonSet', `spec: {template: {spec: ${spec}}}`, 'spec.template.spec'],
    ['extensions/v1beta1', 'Deployment', `spec: {template: {spec: ${spec}}}`, 'spec.template.spec'],
    ['batch/v1', 'Job', `spec: {template: {spec: ${spec}}}`, 'spec.template.spec'],
    [
      'batch/v1',
      'CronJob',
      `spec: {jobTemplate: {spec: {template: {spec: ${spec}}}}}`,
      'spec.jobTemplate.spec.template.spec',
    ],
  ])('%s %s', async (apiVersion, kind, body, path) => {
    const [workload, ...others] = await find(`apiVersion: ${apiVersion}\nkind: ${kind}\n${meta}\n${body}\n`);
    expect(others).toEqual([]);
    expect(workload).toMatchObject({ apiVersion, kind, name: 'web', namespace: 'shop', role: '', isBuiltin: true });
    expect(workload?.template.spec.join('.')).toBe(path);
    expect(workload?.pod).toMatchObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'shop' },
      spec: { containers: [{ name: 'app', image: 'nginx' }] },
    });
  });

  test('is named as its controller would, as far as that is known', async () => {
    const names = await Promise.all(
      ['Pod', 'Deployment', 'StatefulSet'].map(async (kind) => {
        const body = kind === 'Pod' ? `spec: ${spec}` : `spec: {template: {metadata: {labels: {a: b}}, spec: ${spec}}}`;
        const [workload] = await find(
          `apiVersion: ${kind === 'Pod' ? 'v1' : 'apps/v1'}\nkind: ${kind}\n${meta}\n${body}\n`,
        );
        return [workload?.pod.metadata?.name, workload?.pod.metadata?.generateName];
      }),
    );
    expect(names).toEqual([
      ['web', undefined],
      [undefined, 'web-'],
      ['web-0', undefined],
    ]);
  });

  test('comes with its replicas and with what its Job says', async () => {
    const [deployment] = await find(
      `apiVersion: apps/v1\nkind: Deployment\n${meta}\nspec: {replicas: 3, template: {spec: ${spec}}}\n`,
    );
    const [job] = await find(
      `apiVersion: batch/v1\nkind: Job\n${meta}\nspec: {completions: 5, parallelism: 2, backoffLimit: null, template: {spec: ${spec}}}\n`,
    );
    expect([deployment?.replicas, deployment?.job]).toEqual([3, undefined]);
    expect([job?.replicas, job?.job]).toEqual([undefined, { completions: 5, parallelism: 2 }]);
  });

  test('has no fields that are null, as the API server takes those for absent', async () => {
    const [workload] = await find(
      `apiVersion: v1\nkind: Pod\n${meta}\nspec:\n  volumes:\n  containers: [{name: app, image: nginx, env: ~, args: [a, ~]}]\n`,
    );
    expect(workload?.pod.spec).toEqual({ containers: [{ name: 'app', image: 'nginx', args: ['a', null] }] });
  });

  test('is located by paths in the pod', async () => {
    const [workload] = await find(
      `apiVersion: apps/v1\nkind: Deployment\n${meta}\nspec:\n  template:\n    metadata:\n      labels: {a: b}\n    spec:\n      containers:\n      - name: app\n        image: nginx\n`,
    );
    expect(workload?.locate(['spec', 'containers', 0, 'image'])).toMatchObject({ line: 11, column: 16 });
    expect(workload?.locateKey(['spec', 'containers', 0, 'image'])).toMatchObject({ line: 11, column: 9 });
    expect(workload?.locate(['metadata', 'labels', 'a'])).toMatchObject({ line: 7, column: 19 });
  });
});

describe('the pods of a kind that Kubernetes does not know', () => {
  const template = `{metadata: {labels: {a: b}}, spec: ${spec}}`;
  test.each([
    [
      'Argo Rollout',
      'argoproj.io/v1alpha1',
      'Rollout',
      `spec: {replicas: 2, template: ${template}}`,
      [{ role: '', replicas: 2 }],
    ],
    ['Knative Service', 'serving.knative.dev/v1', 'Service', `spec: {template: ${template}}`, [{ role: '' }]],
    [
      'OpenKruise CloneSet',
      'apps.kruise.io/v1alpha1',
      'CloneSet',
      `spec: {replicas: 4, template: ${template}}`,
      [{ replicas: 4 }],
    ],
    [
      'LeaderWorkerSet',
      'leaderworkerset.x-k8s.io/v1',
      'LeaderWorkerSet',
      `spec: {replicas: 2, leaderWorkerTemplate: {size: 4, leaderTemplate: ${template}, workerTemplate: ${template}}}`,
      [
        { role: 'leader', replicas: 2 },
        { role: 'worker', replicas: 2 },
      ],
    ],
    [
      'JobSet',
      'jobset.x-k8s.io/v1alpha2',
      'JobSet',
      `spec: {replicatedJobs: [{name: driver, replicas: 1, template: {spec: {template: ${template}}}}, {name: workers, replicas: 3, template: {spec: {parallelism: 2, template: ${template}}}}]}`,
      [
        { role: 'driver', replicas: 1, job: {} },
        { role: 'workers', replicas: 3, job: { parallelism: 2 } },
      ],
    ],
    [
      'KEDA ScaledJob',
      'keda.sh/v1alpha1',
      'ScaledJob',
      `spec: {jobTargetRef: {backoffLimit: 1, template: ${template}}}`,
      [{ role: '', job: { backoffLimit: 1 } }],
    ],
    [
      'Volcano Job',
      'batch.volcano.sh/v1alpha1',
      'Job',
      `spec: {tasks: [{name: ps, replicas: 1, template: ${template}}, {name: worker, replicas: 2, template: ${template}}]}`,
      [
        { role: 'ps', replicas: 1 },
        { role: 'worker', replicas: 2 },
      ],
    ],
    [
      'PyTorchJob',
      'kubeflow.org/v1',
      'PyTorchJob',
      `spec: {pytorchReplicaSpecs: {Master: {replicas: 1, template: ${template}}, Worker: {replicas: 3, template: ${template}}}}`,
      [
        { role: 'Master', replicas: 1 },
        { role: 'Worker', replicas: 3 },
      ],
    ],
    [
      'RayCluster',
      'ray.io/v1',
      'RayCluster',
      `spec: {headGroupSpec: {template: ${template}}, workerGroupSpecs: [{groupName: small, replicas: 2, template: ${template}}]}`,
      [{ role: 'headGroup' }, { role: 'small', replicas: 2 }],
    ],
    ['a podSpec without metadata', 'example.com/v1', 'Robot', `spec: {podSpec: ${spec}}`, [{ role: '' }]],
    ['a list of containers to be added to pods', 'monitoring.coreos.com/v1', 'Prometheus', `spec: ${spec}`, []],
    [
      'a schema that describes containers',
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'spec: {versions: [{schema: {spec: {containers: {type: array}}}}]}',
      [],
    ],
    ['a patch without images', 'example.com/v1', 'Robot', 'spec: {template: {spec: {containers: [{name: app}]}}}', []],
  ])('%s', async (_name, apiVersion, kind, body, expected) => {
    const workloads = await find(`apiVersion: ${apiVersion}\nkind: ${kind}\n${meta}\n${body}\n`);
    expect(workloads).toHaveLength(expected.length);
    for (const [index, workload] of workloads.entries()) {
      expect(workload).toMatchObject({ ...expected[index], isBuiltin: false });
      expect(workload.pod.spec?.containers).toEqual([{ name: 'app', image: 'nginx' }]);
    }
  });

  test.each([
    ['[{image: a}]', ['user-container']],
    ['[{image: a}, {name: side, image: b}, {image: c}]', ['user-container-0', 'side', 'user-container-2']],
  ])('Knative names the containers %s', async (containers, names) => {
    const [workload] = await find(
      `apiVersion: serving.knative.dev/v1\nkind: Service\n${meta}\nspec: {template: {spec: {containers: ${containers}}}}\n`,
    );
    expect(workload?.pod.spec?.containers.map(({ name }) => name)).toEqual(names);
  });

  test('the fields of a Knative revision are none of its pod', async () => {
    const [workload] = await find(
      `apiVersion: serving.knative.dev/v1\nkind: Service\n${meta}\nspec: {template: {spec: {containerConcurrency: 5, timeoutSeconds: 60, containers: [{image: a}]}}}\n`,
    );
    expect(workload?.pod.spec).toEqual({ containers: [{ name: 'user-container', image: 'a' }] });
  });
});

async function find(yaml: string): Promise<readonly Workload[]> {
  const { objects, problems } = await parseManifest(yaml, 'web.yaml');
  expect(problems).toEqual([]);
  return objects.flatMap(findWorkloads);
}
