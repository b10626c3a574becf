import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput, writeInputs } from './run-main.ts';

const LEGACY = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: app # serves
        image: example/shop:1
      # the way to the database
      - name: cloud-sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
        args:
        - project:region:database
`;

const NATIVE = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      initContainers:
      # the way to the database
      - name: cloud-sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
        restartPolicy: Always
        args:
        - project:region:database
        - --health-check
        - --http-address=0.0.0.0
        - --http-port=9739
        startupProbe:
          httpGet:
            path: /startup
            port: 9739
          periodSeconds: 1
          failureThreshold: 60
          successThreshold: 1
          timeoutSeconds: 10
      containers:
      - name: app # serves
        image: example/shop:1
`;

const KUSTOMIZATION = `resources: [../base]
patches:
- target: {kind: Deployment}
  path: image.yaml
- patch: |-
    - op: test
      path: /spec/template/spec/containers/1/image
      value: x
  target: {kind: Deployment, name: shop}
- target: {kind: Deployment, name: other}
  path: image.yaml
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop}
    spec: {template: {spec: {containers: [{name: cloud-sql-proxy, image: x}]}}}
`;

describe('outrigger migrate', () => {
  test('prints a diff, says what changes, and writes nothing', async () => {
    const file = writeInput(LEGACY);
    const { exitCode, stdout, stderr } = await runMain(['migrate', file]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+      initContainers:');
    expect(stdout).toContain('+        restartPolicy: Always');
    expect(stderr).toContain('Make cloud-sql-proxy a native sidecar');
    expect(stderr).toContain('stop order: app and cloud-sql-proxy together → app, then cloud-sql-proxy');
    expect(stderr).toContain('Kubernetes 1.29');
    expect(readFileSync(file, 'utf8')).toBe(LEGACY);
  });

  test('writes the file, comments and style as they were, and finds nothing to do the next time', async () => {
    const file = writeInput(LEGACY);
    expect(await runMain(['migrate', file, '--write'])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file, 'utf8')).toBe(NATIVE);
    const again = await runMain(['migrate', file, '--write']);
    expect(again).toMatchObject({ exitCode: 0, stdout: '', stderr: 'nothing to change in 1 workload\n' });
  });

  test('takes a migration back for a cluster that does not know sidecars', async () => {
    const file = writeInput(NATIVE);
    await runMain(['migrate', file, '--to', 'legacy', '--write']);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/initContainers|restartPolicy/);
    expect(text).toContain('      # the way to the database\n      - name: cloud-sql-proxy\n');
  });

  test('--check exits with 1 as long as there is something to change', async () => {
    expect((await runMain(['migrate', writeInput(LEGACY), '--check', '--quiet'])).exitCode).toBe(1);
    expect((await runMain(['migrate', writeInput(NATIVE), '--check', '--quiet'])).exitCode).toBe(0);
  });

  test('--json-patch prints what kubectl patch --type json takes', async () => {
    const { stdout } = await runMain(['migrate', writeInput(LEGACY), '--json-patch', '--quiet']);
    const { kind, metadata, patch } = JSON.parse(stdout);
    expect({ kind, metadata }).toEqual({ kind: 'Deployment', metadata: { name: 'shop' } });
    expect(patch.slice(0, 3)).toEqual([
      { op: 'add', path: '/spec/template/spec/initContainers', value: [] },
      { op: 'move', from: '/spec/template/spec/containers/1', path: '/spec/template/spec/initContainers/0' },
      { op: 'add', path: '/spec/template/spec/initContainers/0/restartPolicy', value: 'Always' },
    ]);
  });

  test('-o json tells plan and proof', async () => {
    const { stdout } = await runMain(['migrate', writeInput(LEGACY), '-o', 'json', '--quiet']);
    const [workload] = JSON.parse(stdout).files[0].workloads;
    expect(workload.proof.differences).toContainEqual({
      what: 'app waits for',
      before: 'nothing',
      after: 'the startup probe of cloud-sql-proxy',
    });
    expect(workload.proof.qos).toEqual({ before: 'BestEffort', after: 'BestEffort' });
  });

  test('a container that nobody knows is moved when it is named', async () => {
    const unknown = LEGACY.replace(/image: gcr\S+/, 'image: example/tail:1').replace('cloud-sql-proxy', 'tail');
    const file = writeInput(unknown);
    expect((await runMain(['migrate', file])).stdout).toBe('');
    const { stdout, stderr } = await runMain(['migrate', file, '--sidecar', 'tail']);
    expect(stdout).toContain('+        restartPolicy: Always');
    expect(stderr).toContain('give it a startup probe');
  });

  test('a patch of an overlay that names the moved container moves along', async () => {
    const base = writeInput(LEGACY, 'base.yaml');
    const overlay = writeInput(
      `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
      - name: cloud-sql-proxy
        resources: {limits: {memory: 1Gi}}
`,
      'overlay.yaml',
    );
    await runMain(['migrate', base, overlay, '--write']);
    expect(readFileSync(overlay, 'utf8')).toContain(
      '      initContainers:\n      - name: cloud-sql-proxy\n        resources: {limits: {memory: 1Gi}}\n',
    );
    expect(readFileSync(overlay, 'utf8')).not.toContain('      containers:');
  });

  test('patches of a kustomization that mean something else afterwards are told, with the new place', async () => {
    const folder = writeInputs({
      'base/deploy.yaml': LEGACY,
      'base/kustomization.yaml': 'resources: [deploy.yaml]\n',
      'prod/image.yaml': '- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: example/shop:2\n',
      'prod/kustomization.yaml': KUSTOMIZATION,
    });
    const { stdout, stderr } = await runMain(['migrate', folder, '-o', 'json']);
    expect(stderr).toContain('prod/kustomization.yaml:5:');
    const overlay = JSON.parse(stdout).files.find(({ file }: { file: string }) =>
      file.endsWith('prod/kustomization.yaml'),
    );
    const spec = '/spec/template/spec';
    expect(overlay).toMatchObject({ changed: false });
    expect(overlay.left).toEqual([
      { line: 5, message: `${spec}/containers/1/image is cloud-sql-proxy, now ${spec}/initContainers/0/image` },
      { line: 12, message: 'the entry of cloud-sql-proxy under containers belongs under initContainers now' },
    ]);
  });

  test.each([
    ['y\nn\n', ['shop']],
    ['n\nwhat?\nyes\n', ['store']],
    ['a\n', ['shop', 'store']],
    ['q\n', []],
    ['y\n', ['shop']],
  ])('--interactive asks for each workload: %j changes %j', async (stdin, changed) => {
    const file = writeInput(`${LEGACY}---\n${LEGACY.replace('name: shop}', 'name: store}')}`);
    const { stderr, exitCode } = await runMain(['migrate', file, '--interactive', '--write'], { stdin, terminal: 100 });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`Change deployment.apps/shop in ${file}? [y,n,a,q,?] `);
    const documents = readFileSync(file, 'utf8').split('---\n');
    expect(
      documents.filter((text) => text.includes('startupProbe')).map((text) => /name: (\w+)\}/.exec(text)?.[1]),
    ).toEqual(changed);
  });

  test('--interactive without a terminal has nobody to ask', async () => {
    const { exitCode, stderr } = await runMain(['migrate', writeInput(LEGACY), '--interactive'], { stdin: 'y\n' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is nobody to ask');
  });

  test.each([
    [
      '100,000 lines',
      `${LEGACY}---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: big}\ndata:\n${'  key: |\n'}${'    line\n'.repeat(100_000)}`,
    ],
    ['Windows line ends', LEGACY.replaceAll('\n', '\r\n')],
    ['tabs after values and no line end', LEGACY.replace('example/shop:1', 'example/shop:1\t').trimEnd()],
  ])('bytes outside of the edit stay as they are: %s', async (_, text) => {
    const file = writeInput(text);
    expect(await runMain(['migrate', file, '--write', '--quiet'])).toMatchObject({ exitCode: 0 });
    const after = readFileSync(file, 'utf8');
    const ends = text.includes('\r\n') ? '\r\n' : '\n';
    const kept = new Set(after.split(ends));
    expect(text.split(ends).filter((line) => !kept.has(line))).toEqual([]);
    expect(after).toContain(`        restartPolicy: Always${ends}`);
    expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
  });

  test('aliases that multiply are refused', async () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.replace(/./g, (name, at: number) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`)}]\n`)}`;
    const file = writeInput(`${LEGACY}${bomb}`);
    const { exitCode, stderr } = await runMain(['migrate', file, '--write']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/pod\.yaml:\d+:\d+/);
    expect(readFileSync(file, 'utf8')).toContain(LEGACY);
  });

  test('writes through a link, and lets a link that leads in a circle be an error of its own', async () => {
    const file = writeInput(LEGACY);
    const link = join(dirname(file), 'link.yaml');
    symlinkSync(file, link);
    await runMain(['migrate', link, '--write', '--quiet']);
    expect(readFileSync(file, 'utf8')).toBe(NATIVE);
    const circle = join(dirname(file), 'circle.yaml');
    symlinkSync('circle.yaml', circle);
    expect(await runMain(['migrate', circle])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('refuses to edit what other places share, says where, and leaves the file alone', async () => {
    const shared = LEGACY.replace('containers:', 'containers: &all').replace(/^spec:/m, 'x: {all: null}\nspec:');
    const alias = `${shared.replace('x: {all: null}', 'x: {}')}      ephemeralContainers: *all\n`;
    const file = writeInput(alias);
    const { exitCode } = await runMain(['migrate', file, '--write']);
    expect(exitCode).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(alias);
  });

  test.each([
    [[], 2, 'no file was named'],
    [['-', '--write'], 2, 'standard input is no file'],
    [['nowhere.yaml'], 2, 'nowhere.yaml'],
    [['--interactive', 'x.yaml'], 2, 'x.yaml'],
  ] as const)('%j is wrong use', async (line, code, words) => {
    const { exitCode, stderr, stdout } = await runMain(['migrate', ...line]);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('a chart among manifests is left to helm, and is no error; one that is named is', async () => {
    const template = LEGACY.replace('{name: shop}', '{name: {{ .Values.name }}}');
    const folder = writeInputs({ 'chart/templates/web.yaml': template, 'web.yaml': LEGACY });
    const { exitCode, stdout, stderr } = await runMain(['migrate', folder]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+++ b/');
    expect(stdout).not.toContain('chart');
    expect(stderr).toMatch(/^warning: an unrendered template/);
    expect(await runMain(['migrate', join(folder, 'chart/templates/web.yaml')])).toMatchObject({ exitCode: 2 });
  });

  test('patches of workloads that have one name are moved once each, for the workload that they are for', async () => {
    const patch =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n      containers:\n' +
      '      - name: cloud-sql-proxy\n        resources: {}\n      - name: app\n        env: []\n';
    const app = (web: string) => ({
      [`${web}/base/shop.yaml`]: LEGACY,
      [`${web}/base/kustomization.yaml`]: 'resources: [shop.yaml]\n',
      [`${web}/prod/patch.yaml`]: patch,
      [`${web}/prod/kustomization.yaml`]: 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    });
    const folder = writeInputs({ ...app('a'), ...app('b'), 'c/patch.yaml': patch });
    expect(await runMain(['migrate', folder, '--write'])).toMatchObject({ exitCode: 0 });
    const moved = patch
      .replace('      containers:\n', '      initContainers:\n')
      .replace('      - name: app', '      containers:\n      - name: app');
    for (const file of ['a/prod/patch.yaml', 'b/prod/patch.yaml', 'c/patch.yaml'])
      expect(readFileSync(join(folder, file), 'utf8'), file).toBe(moved);
  });

  test('a patch stays whose kustomization takes in another workload of that name', async () => {
    const patch =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n      containers:\n' +
      '      - name: cloud-sql-proxy\n        resources: {}\n';
    const folder = writeInputs({
      'a/shop.yaml': LEGACY,
      'b/shop.yaml': LEGACY.slice(0, LEGACY.indexOf('      # the way')),
      'b/patch.yaml': patch,
      'b/kustomization.yaml': 'resources: [shop.yaml]\npatches: [{path: patch.yaml}]\n',
    });
    expect(await runMain(['migrate', folder, '--write'])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, 'b/patch.yaml'), 'utf8')).toBe(patch);
  });

  test('a sidecar that no pod has is a slip', async () => {
    const { exitCode, stdout, stderr } = await runMain(['migrate', writeInput(LEGACY), '--sidecar', 'cloud-sql-prxy']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('no container "cloud-sql-prxy"\nhint: did you mean "cloud-sql-proxy"?');
  });
});
