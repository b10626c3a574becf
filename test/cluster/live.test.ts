import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';
import { startUp, type UpCluster } from './up/start-up.ts';

const root = new URL('../../', import.meta.url).pathname;

describe('a live cluster', { timeout: 60_000 }, () => {
  let cluster: UpCluster;
  beforeAll(async () => {
    cluster = await startUp(['-f', `${root}examples/greeter.yaml`, '-f', `${root}examples/legacy-proxy.yaml`]);
  }, 60_000);
  afterAll(() => cluster?.end());

  const run = (...line: string[]) => runMain(line, { env: { KUBECONFIG: cluster.kubeconfig } });

  test('is explained by names', async () => {
    const { exitCode, stdout, stderr } = await run('explain', 'deployment/greeter');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^greeter · kubelet/);
    expect(stdout).toContain('counter is started (its startup probe succeeded');
    const both = (await run('explain', 'deploy/shop', 'deploy/greeter')).stdout;
    expect(both.match(/^(?:greeter|shop) · kubelet/gm)).toHaveLength(2);
  });

  test('is scanned: what somebody wrote, not what controllers have made of it', async () => {
    const { exitCode, stdout } = await run('scan', '--context', 'outrigger', '-o', 'json');
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] };
    expect(exitCode).toBe(0);
    expect(findings.map(({ rule }) => rule)).toEqual(['SC001']);
  });

  test('has its resources counted, by node', async () => {
    const { stdout } = await run('resources', '--kubeconfig', cluster.kubeconfig);
    expect(stdout.match(/^default +pod\/greeter-/gm)).toHaveLength(2);
    expect(stdout).toMatch(/^Allocated on node \S+, \d+ pods:$/m);
  });

  test.each([
    [['explain', 'deployment/none'], 2, 'there is no deployment/none in namespace default'],
    [['explain', 'pod/none', '-n', 'kube-system'], 2, 'there is no pod/none in namespace kube-system'],
    [['scan', '--context', 'nowhere'], 3, 'there is no context "nowhere"'],
    [['resources', '--kubeconfig', '/nonexistent'], 3, 'there is no kubeconfig /nonexistent'],
  ])('%j says what is missing', async (line, code, message) => {
    const { exitCode, stdout, stderr } = await run(...line);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error: ${message}\n`));
  });
});
