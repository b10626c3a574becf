import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyEdits,
  applyPatch,
  editObject,
  findWorkloads,
  type KubernetesObject,
  parseManifest,
  readManifests,
} from '@outrigger/manifest';
import { type MigrationOptions, planMigration } from '@outrigger/sidecars';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';

describeWithShared('migrating real manifests', 'corpus', (corpus) => {
  const PROXY_PROBE = {
    httpGet: { path: '/startup', port: 9739 },
    periodSeconds: 1,
    failureThreshold: 60,
    successThreshold: 1,
    timeoutSeconds: 10,
  };

  test.each([
    'k8s-service/pgbouncer_deployment.yaml',
    'k8s-sidecar/job_with_shutdown_hook.yaml',
    'k8s-sidecar/job_with_sidecar.yaml',
    'k8s-sidecar/proxy_with_sa_key.yaml',
    'k8s-sidecar/proxy_with_workload_identity.yaml',
  ])('%s ends native, with the startup probe that works and without a quit hook', async (file) => {
    const { after } = await migrated(join(corpus, 'cloud-sql-proxy', file));
    const { objects } = await parseManifest(after, file);
    const pod = objects.flatMap((object) => findWorkloads(object))[0]?.pod;
    const proxy = pod?.spec?.initContainers?.find(({ name }) => name === 'cloud-sql-proxy');
    expect(proxy).toMatchObject({ restartPolicy: 'Always', startupProbe: PROXY_PROBE });
    expect(proxy?.args).toEqual(
      expect.arrayContaining(['--health-check', '--http-address=0.0.0.0', '--http-port=9739']),
    );
    expect(JSON.stringify(pod)).not.toContain('quitquitquit"]');
    expect(pod?.spec?.containers.map(({ name }) => name)).not.toContain('cloud-sql-proxy');
  });

  // The same input, as Istio's injector writes it for old and for new nodes.
  test.each(['hello', 'cronjob', 'daemonset', 'replicaset', 'statefulset'])(
    'the %s that Istio injected in its old form becomes, object for object, what it injects natively',
    async (name) => {
      const objectOf = async (file: string): Promise<KubernetesObject> => {
        const { objects } = await parseManifest(readFileSync(join(corpus, 'istio-inject', file), 'utf8'), file);
        return objects[0] as KubernetesObject;
      };
      const legacy = await objectOf(`${name}-old-version.yaml.injected.yaml`);
      const native = await objectOf(`${name}.yaml.injected.yaml`);
      const plans = findWorkloads(legacy).map((workload) => planMigration(workload, { injected: true }));
      expect(
        applyPatch(
          legacy.value,
          plans.flatMap(({ patch }) => patch),
        ),
      ).toEqual(native.value);
    },
  );

  test.each([{}, { injected: true }] satisfies MigrationOptions[])(
    'nothing is left to do after a migration with %o, and a file without anything to do keeps its bytes',
    async (options) => {
      let changed = 0;
      for await (const { file, objects } of readManifests([corpus])) {
        if (objects.length === 0) continue;
        const { before, after } = await migrated(file, options);
        if (before !== after) changed++;
        const again = (await parseManifest(after, file)).objects
          .flatMap((object) => findWorkloads(object))
          .flatMap((workload) => planMigration(workload, options).steps);
        expect(again, file).toEqual([]);
      }
      expect(changed).toBeGreaterThan(4);
    },
  );
});

async function migrated(file: string, options: MigrationOptions = {}): Promise<{ before: string; after: string }> {
  const before = readFileSync(file, 'utf8');
  let after = before;
  const count = (await parseManifest(before, file)).objects.length;
  for (let i = 0; i < count; i++) {
    const object = (await parseManifest(after, file)).objects[i] as KubernetesObject;
    const patch = findWorkloads(object).flatMap((workload) => planMigration(workload, options).patch);
    const result = await editObject(after, object, patch);
    if (!result.ok) throw new Error(`${file}: ${result.why} at ${result.path.join('.')}`);
    after = applyEdits(after, result.edits);
  }
  return { before, after };
}
