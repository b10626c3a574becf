import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkloads, type KubernetesObject, type Patch, parseManifest } from '@outrigger/manifest';
import { allRules, type PolicyObject, planMigration, planPolicies, scanObject } from '@outrigger/sidecars';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { isFullRun } from '../effort.ts';
import { type PatchOperation, patchBy } from './admit.ts';
import { arbitraryWorkload } from './arbitrary-workload.ts';

const byCatalog = policyOf('SC021');
const byReadiness = policyOf('SC022');
vi.setConfig({ testTimeout: isFullRun ? 600_000 : 120_000 });
const numRuns = isFullRun ? 3000 : 200;

describe('the mutating policy of SC021', () => {
  test('adds the startup probe that the fix of the rule adds', async () => {
    const object = await readExample('sc021-no-startup-probe/fails.yaml');
    const [finding] = scanObject(object, { rules: allRules().filter(({ id }) => id === 'SC021') });
    expect(patchBy(byCatalog, object.value)).toEqual(finding?.fix?.patch.map(withPointer));
  });

  test('gives a Cloud SQL proxy the probe at the port of its own flags', () => {
    const args = ['project:region:db', '--health-check', '--http-address=0.0.0.0', '--http-port=9801'];
    const [operation] = patchBy(byCatalog, podOf({ name: 'proxy', image: 'cloud-sql-proxy:2', args }));
    expect(operation).toMatchObject({
      path: '/spec/initContainers/0/startupProbe',
      value: { httpGet: { port: 9801 } },
    });
  });

  test.each([
    ['the server that is asked is off', ['--http-address=0.0.0.0', '--http-port=9801']],
    ['the kubelet cannot reach it', ['--health-check', '--http-address=localhost', '--http-port=9801']],
    ['its port is not said', ['--health-check', '--http-address=0.0.0.0']],
    ['its port is said twice', ['--health-check', '--http-address=0.0.0.0', '--http-port=1', '--http-port=2']],
    ['it runs from a script', ['sh', '-c', '--health-check', '--http-address=0.0.0.0', '--http-port=9801']],
  ])('leaves a Cloud SQL proxy to migrate when %s', (_, args) => {
    expect(patchBy(byCatalog, podOf({ name: 'proxy', image: 'cloud-sql-proxy:2', args }))).toEqual([]);
  });

  test('does to generated workloads only what migrate does as well', async () => {
    const entries = new Set<unknown>();
    await everyWorkload((object, workload) => {
      const steps = planMigration(workload).steps.filter(({ title }) => title.startsWith('Make the app wait'));
      for (const { path, value } of patchBy(byCatalog, object)) {
        const name = containerAt(object, path);
        const step = steps.find(({ container }) => container === name);
        expect({ name, probe: step?.patch.map((operation) => addedValue(operation)) }).toEqual({
          name,
          probe: [value],
        });
        entries.add(JSON.stringify(value));
      }
    });
    expect(entries.size).toBeGreaterThan(4);
  });
});

describe('the mutating policy of SC022', () => {
  test('does to generated workloads what the fix of the rule does', async () => {
    let repairs = 0;
    const rules = allRules().filter(({ id }) => id === 'SC022');
    await everyWorkload((object, { object: read }) => {
      const patch = patchBy(byReadiness, object);
      const fixes = scanObject(read, { rules }).flatMap(({ fix }) => fix?.patch ?? []);
      expect(patch).toEqual(fixes.map(withPointer));
      repairs += patch.length;
    });
    expect(repairs).toBeGreaterThan(numRuns / 50);
  });
});

test.each([byCatalog, byReadiness])('$metadata.name has nothing left to do once it was applied', async (policy) => {
  await everyWorkload((object) => {
    const changed = structuredClone(object);
    for (const { path, value } of patchBy(policy, object)) add(changed, path, value);
    expect(patchBy(policy, changed)).toEqual([]);
  });
});

type Workload = ReturnType<typeof findWorkloads>[number];

async function everyWorkload(check: (object: object, workload: Workload) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkload(), async (object) => {
      const { objects } = await parseManifest(JSON.stringify(object), 'generated.json');
      const [workload] = objects.flatMap((read) => findWorkloads(read));
      if (!workload) throw new Error('no workload was read');
      check(object, workload);
    }),
    { numRuns, seed: 21 },
  );
}

function policyOf(id: string): PolicyObject {
  const rules = allRules().filter((rule) => rule.id === id);
  const [policy] = planPolicies({ kind: 'mutating', rules, pageOf: (page) => page })?.objects ?? [];
  if (!policy) throw new Error(`no policy for ${id}`);
  return policy;
}

async function readExample(path: string): Promise<KubernetesObject> {
  const { objects } = await parseManifest(readFileSync(join(import.meta.dirname, '../rules', path), 'utf8'), path);
  if (!objects[0]) throw new Error(`nothing in ${path}`);
  return objects[0];
}

function podOf(sidecar: object): object {
  const initContainers = [{ ...sidecar, restartPolicy: 'Always' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop' },
    spec: { initContainers, containers: [{ name: 'app', image: 'app' }] },
  };
}

function withPointer(operation: Patch[number]): PatchOperation {
  return { op: 'add', path: `/${operation.path.join('/')}`, value: addedValue(operation) };
}

function addedValue(operation: Patch[number]): unknown {
  return operation.op === 'add' && operation.path.at(-1) === 'startupProbe' ? operation.value : operation;
}

function containerAt(object: object, path: string): unknown {
  const container = stepsTo(path).slice(0, -1).reduce(fieldOf, object);
  return fieldOf(container, 'name');
}

function add(object: object, path: string, value: unknown): void {
  const steps = stepsTo(path);
  const parent = steps.slice(0, -1).reduce(fieldOf, object as unknown);
  (parent as Record<string, unknown>)[steps.at(-1) ?? ''] = value;
}

function stepsTo(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function fieldOf(value: unknown, field: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[field];
}
