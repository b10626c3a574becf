import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runMain, writeInput, writeInputs } from './run-main.ts';

const legacyJob = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
          command: [sh, -c, ./work]
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.0
          args: [--port=5432, "project:region:db"]
`;
const goodPod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers: [{name: app, image: shop}]\n';
const nativePod = `apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  initContainers:
    - name: proxy
      image: envoyproxy/envoy:v1.34.0
      restartPolicy: Always
  containers:
    - {name: app, image: shop}
`;

const scan = (...line: readonly string[]) => runMain(['scan', ...line]);

test('a legacy sidecar in a Job is an error, with its place and what comes of it', async () => {
  const { exitCode, stdout, stderr } = await scan(writeInput(legacyJob, 'job.yaml'));
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/12:11\s+error\s+SC001 {2}job\/report/);
  expect(stdout).toMatch(/the Job never completes|never/);
  expect(stdout).toContain('- name: cloud-sql-proxy');
  expect(stderr).toContain('1 workload\n  Cloud SQL Auth Proxy v2: 0 native, 1 is not');
  expect(stderr).toContain('outrigger migrate');
});

test('a pod without sidecars has no findings', async () => {
  const { exitCode, stdout, stderr } = await scan(writeInput(goodPod));
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  expect(stderr).toContain('1 workload\n0 errors, 0 warnings, 0 info');
});

/** Command lines on the native pod, whose worst finding is a warning, and their exit codes. */
const levels: readonly (readonly [level: string, exitCode: number])[] = [
  ['error', 0],
  ['warning', 1],
  ['info', 1],
  ['none', 0],
];
test.for(levels)('--fail-level %s decides whether a warning fails', async ([level, exitCode]) => {
  expect(await scan(writeInput(nativePod), '--select', 'SC021', '--fail-level', level)).toMatchObject({ exitCode });
});

test('rules are selected and ignored by id, name and group', async () => {
  const file = writeInput(legacyJob);
  const rulesOf = async (...line: readonly string[]) => {
    const { stdout } = await scan(file, '-o', 'json', ...line);
    return new Set((JSON.parse(stdout) as Report).findings.map(({ rule }) => rule));
  };
  expect([...(await rulesOf('--select', 'SC001'))]).toEqual(['SC001']);
  expect([...(await rulesOf('--select', 'legacy-sidecar'))]).toEqual(['SC001']);
  expect(await rulesOf('--select', 'legacy')).toContain('SC001');
  expect(await rulesOf('--ignore', 'legacy')).not.toContain('SC001');
});

interface Report {
  readonly kind: string;
  readonly findings: readonly { readonly rule: string; readonly line: number; readonly fingerprint: string }[];
  readonly suppressed: readonly { readonly reason: string }[];
}

/** What is wrong use: the line, and what is said. */
const wrong: readonly (readonly [line: readonly string[], message: RegExp])[] = [
  [['--select', 'SC999'], /no rule "SC999"/],
  [['--explain', 'legacy-sidecra'], /did you mean "legacy-sidecar"/],
  [['--kubelet', '1.33-1.29'], /no version or range/],
  [['-o', 'tabel'], /did you mean "table"/],
  [['-o', 'json', '-o', 'table'], /cannot both go to standard output/],
  [['-o', 'json='], /names no file/],
  [['--fail-level', 'fatal'], /fail-level/],
  [['--baseline', 'no-such-file.json'], /no baseline/],
];
test.for(wrong)('%s is wrong use', async ([line, message]) => {
  const { exitCode, stdout, stderr } = await scan(writeInput(goodPod), ...line);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('rules are listed and explained without any input', async () => {
  const { stdout: list } = await scan('--list-rules');
  expect(list).toMatch(/^SC001 {2}legacy-sidecar\s+\w+\s+A known sidecar/m);
  const { stdout: page } = await runMain(['scan', '--explain', 'SC021,SC005'], { terminal: 60 });
  expect(page).toMatch(/^SC021 no-startup-probe: [\s\S]*?\n\nWhy: /m);
  expect(page.split('\n').filter((line) => line.length > 60)).toEqual([]);
  expect(page).toContain('\npilot:\n  env:\n');
});

test('several reports are written at once, files as a whole', async () => {
  const folder = writeInputs({ 'job.yaml': legacyJob });
  const sarif = join(folder, 'out.sarif');
  const { stdout } = await scan(join(folder, 'job.yaml'), '-o', `sarif=${sarif}`, '-o', 'compact');
  expect(stdout).toMatch(/job\.yaml:12:11: error SC001 job\/report: /);
  expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(readdirSync(folder).toSorted()).toEqual(['job.yaml', 'out.sarif']);
});

test('a report that cannot be written is told, and leaves nothing behind', async () => {
  const folder = writeInputs({ 'job.yaml': legacyJob });
  const { exitCode, stderr } = await scan(join(folder, 'job.yaml'), '-o', `json=${folder}/no/such/report.json`);
  expect(exitCode).toBe(3);
  expect(stderr).toContain('there is no such directory');
});

test('yaml says what json says', async () => {
  const file = writeInput(legacyJob);
  const [{ stdout: json }, { stdout: yaml }] = [await scan(file, '-o', 'json'), await scan(file, '-o', 'yaml')];
  expect(parse(yaml)).toEqual(JSON.parse(json));
});

test('sarif has rules with pages, places, fixes as edits, and fingerprints that survive moved lines', async () => {
  const folder = writeInputs({ 'a.yaml': nativePod });
  const file = join(folder, 'a.yaml');
  const read = async () => {
    const { stdout } = await scan(file, '-o', 'sarif');
    return (JSON.parse(stdout) as Sarif).runs[0];
  };
  const before = await read();
  const result = before.results.find(({ ruleId }) => ruleId === 'SC021');
  expect(before.tool.driver.rules[result?.ruleIndex ?? -1]).toMatchObject({
    id: 'SC021',
    helpUri: expect.stringMatching(/^https:.*SC021$/),
    shortDescription: { text: expect.any(String) },
    fullDescription: { text: expect.any(String) },
    defaultConfiguration: { level: 'warning' },
  });
  expect(result?.locations[0]?.physicalLocation.region.startLine).toBe(6);
  writeFileSync(file, `# one\n# two\n${nativePod}`);
  const moved = (await read()).results.find(({ ruleId }) => ruleId === 'SC021');
  expect(moved?.locations[0]?.physicalLocation.region.startLine).toBe(8);
  expect(moved?.partialFingerprints).toEqual(result?.partialFingerprints);
});

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly object[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly partialFingerprints: object;
        readonly locations: readonly {
          readonly physicalLocation: { readonly region: { readonly startLine: number } };
        }[];
        readonly fixes?: readonly object[];
      }[];
    },
  ];
}

test('sarif carries fixes as edits of the text', async () => {
  const image = 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.0';
  const args = '["--health-check", "--http-address=0.0.0.0", "--http-port=9739", "a:b:c"]';
  const pod = nativePod.replace('envoyproxy/envoy:v1.34.0', `${image}\n      args: ${args}`);
  const { stdout } = await scan(writeInput(pod), '-o', 'sarif', '--select', 'SC021');
  const [result] = (JSON.parse(stdout) as Sarif).runs[0].results;
  expect(JSON.stringify(result?.fixes)).toContain('startupProbe');
});

test('names in annotations and XML are escaped', async () => {
  const file = join(writeInputs({ 'a,b:c%.yaml': legacyJob.replace('name: report', 'name: "<&>,:%"') }), 'a,b:c%.yaml');
  const { stdout: github } = await scan(file, '-o', 'github');
  expect(github).toMatch(/^::error file=[^,]*a%2Cb%3Ac%25\.yaml,line=12,col=11,endLine=\d+,/m);
  expect(github).toContain('job/<&>%2C%3A%25');
  const { stdout: junit } = await scan(file, '-o', 'junit');
  expect(junit).toContain('job/&lt;&amp;&gt;,:%');
  expect(junit).toMatch(/<testsuites name="outrigger scan" tests="\d+" failures="[1-9]\d*" skipped="0">/);
});

test('a suppression with a reason takes a finding out, and reports say why', async () => {
  const text = nativePod.replace('- name: proxy', '- name: proxy # outrigger:ignore SC021 it is quick');
  const file = writeInput(text);
  const { stdout } = await scan(file, '-o', 'json', '--select', 'SC021');
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], suppressed: [{ rule: 'SC021', reason: 'it is quick' }] });
  const { stdout: junit } = await scan(file, '-o', 'junit', '--select', 'SC021');
  expect(junit).toContain('<skipped message="it is quick"/>');
});

test('a suppression without a reason does not count, and an unused one is told on request', async () => {
  const bare = writeInput(nativePod.replace('- name: proxy', '- name: proxy # outrigger:ignore SC021'));
  const { stdout, stderr } = await scan(bare, '-o', 'compact', '--select', 'SC021');
  expect(stdout).toContain('SC021');
  expect(stderr).toMatch(/^warning: .*:6: a suppression of SC021 gives no reason, and does not count$/m);
  const unused = writeInput(`# outrigger:ignore SC021 it is quick\n${goodPod}`);
  expect((await scan(unused)).stderr).not.toContain('nothing to suppress');
  expect((await scan(unused, '--report-unused-suppressions')).stderr).toContain(':1: nothing to suppress here');
});

test('with a baseline only new findings count', async () => {
  const folder = writeInputs({ 'job.yaml': legacyJob });
  const [file, baseline] = [join(folder, 'job.yaml'), join(folder, 'known.json')];
  await scan(file, '--write-baseline', baseline);
  expect(await scan(file, '--baseline', baseline)).toMatchObject({ exitCode: 0, stdout: '' });
  const other = legacyJob.replace('name: report', 'name: other');
  writeFileSync(file, `# moved\n${legacyJob}---\n${other}`);
  const { exitCode, stdout } = await scan(file, '--baseline', baseline, '-o', 'compact');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('job/other');
  expect(stdout).not.toContain('job/report');
});

test('one unreadable file does not stop the rest', async () => {
  const folder = writeInputs({
    'a.yaml': 'kind: Pod\nspec: {containers: [',
    'b.yaml': legacyJob,
    'values.yaml': 'x: containers\n',
  });
  const { exitCode, stdout, stderr } = await scan(folder, join(folder, 'no.yaml'), '-o', 'compact');
  expect(exitCode).toBe(2);
  expect(stdout).toContain('SC001');
  expect(stderr).toMatch(/--> .*a\.yaml:2:/);
  expect(stderr).toMatch(/no such file or directory\n +--> .*no\.yaml/);
  expect(stderr).not.toContain('values.yaml');
  expect(stderr).toContain('2 errors in the input, see above: what cannot be read was not looked at\n');
});

test('what is built into images, scripts and ConfigMaps is found where it is', async () => {
  const script =
    '#!/bin/sh\nuntil nc -z localhost 15021; do sleep 1; done\n./work\ncurl -X POST localhost:15020/quitquitquit\n';
  const folder = writeInputs({
    Dockerfile: 'FROM alpine:3\nENTRYPOINT ["linkerd-await", "--", "/app"]\n',
    'entrypoint.sh': script,
    'map.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: scripts}\ndata:\n  run: |\n${script.replace(/^(?=.)/gm, '    ')}`,
  });
  const { exitCode, stdout } = await scan(folder, '-o', 'compact', '--fail-level', 'warning');
  expect(exitCode).toBe(1);
  expect(stdout.replaceAll(`${folder}/`, '')).toBe(
    [
      'Dockerfile:2:12: warning SC080 Dockerfile: waits for linkerd-proxy',
      'entrypoint.sh:2:1: warning SC080 entrypoint.sh: waits for istio-proxy',
      'entrypoint.sh:4:1: warning SC081 entrypoint.sh: tells istio-proxy to end',
      'map.yaml:7:5: warning SC080 configmap/scripts: waits for istio-proxy',
      'map.yaml:9:5: warning SC081 configmap/scripts: tells istio-proxy to end\n',
    ].join('\n'),
  );
});

test('the summary counts as sidecars what the rules do: not the app, whatever its image is elsewhere', async () => {
  const pod = (containers: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [${containers}]}\n`;
  const shipper = '{name: logs, image: "fluent/fluent-bit:3"}';
  const folder = writeInputs({
    'app.yaml': pod(`{name: app, image: shop}, ${shipper}`),
    'nginx.yaml': pod('{name: linkerd-proxy, image: "cr.l5d.io/linkerd/proxy:edge-25.1.1"}, {name: web, image: nginx}'),
    'alone.yaml': pod(shipper),
  });
  const { stderr } = await scan(folder);
  expect(stderr).toContain(
    '3 workloads\n  Fluent Bit: 0 native, 1 is not\n  Linkerd proxy: 0 native, 1 is not\n0 errors',
  );
});

test('links that loop end, and what may not be read is told', async () => {
  const folder = writeInputs({ 'deep/b.yaml': legacyJob, 'secret/c.yaml': legacyJob });
  symlinkSync(folder, join(folder, 'deep/loop'));
  chmodSync(join(folder, 'secret'), 0);
  const { stdout, stderr } = await scan(folder, '-o', 'compact', '--select', 'SC001');
  chmodSync(join(folder, 'secret'), 0o755);
  expect(stdout.match(/deep\/b\.yaml/g)).toHaveLength(1);
  // To root, everything is readable.
  if (process.getuid?.() !== 0) expect(stderr).toContain('permission denied');
});

test('a patch by index is found in a kustomization that does not say its kind, and in files that it names', async () => {
  const folder = writeInputs({
    'base/job.yaml': legacyJob,
    'prod/kustomization.yaml':
      'resources: [../base]\npatches:\n- target: {kind: Job}\n  path: ops.yaml\n- target: {kind: CronJob}\n  path: ops.yaml\n',
    'prod/ops.yaml': '- op: remove\n  path: /spec/template/spec/containers/1/args\n',
  });
  const { stdout } = await scan(folder, '--select', 'SC071', '-o', 'json');
  expect(JSON.parse(stdout).findings).toMatchObject([
    {
      line: 3,
      message: '/spec/template/spec/containers/1 means another container of job/report once cloud-sql-proxy has moved',
    },
  ]);
});

test('standard input is scanned', async () => {
  const { exitCode, stdout } = await runMain(['scan', '-', '-o', 'compact'], { stdin: legacyJob });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^-:12:11: error SC001/m);
});

test('fields of a wrong type are told, and no bug of Outrigger', async () => {
  const { exitCode, stderr } = await scan(
    writeInput('apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: 5}\n'),
  );
  expect(stderr).not.toContain('bug');
  expect([0, 2]).toContain(exitCode);
});

test('aliases that multiply are refused', async () => {
  const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`);
  const { exitCode, stderr } = await scan(writeInput(`kind: Pod\na0: &a0 containers\n${levels.join('\n')}\n`));
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/alias/);
});

test('many files are scanned in threads, with the same answer as one by one', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 301 }, (_, i) => [`${1000 + i}.yaml`, i % 100 === 0 ? legacyJob : goodPod]),
  );
  // A large one among them is left to the main thread.
  const large = `${'# line\n'.repeat(50_000)}${goodPod}`;
  const folder = writeInputs({ ...files, 'large.yaml': large });
  const { exitCode, stdout, stderr } = await scan(folder, '-o', 'compact', '--select', 'SC001');
  expect(exitCode).toBe(1);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => /(\d+)\.yaml/.exec(line)?.[1]),
  ).toEqual(['1000', '1100', '1200', '1300']);
  expect(stderr).toContain('302 workloads');
});

test('20,000 documents and 100,000 lines are scanned in one file', { timeout: 60_000 }, async () => {
  const folder = writeInputs({
    'documents.yaml': `${'apiVersion: v1\nkind: Service\nmetadata: {name: x}\n---\n'.repeat(20_000)}${legacyJob}`,
    'lines.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  text: |\n${'    line\n'.repeat(100_000)}---\n${legacyJob}`,
  });
  const { stdout } = await scan(folder, '-o', 'compact', '--select', 'SC001');
  expect(stdout).toMatch(/documents\.yaml:80012:11: error SC001/);
  expect(stdout).toMatch(/lines\.yaml:100018:11: error SC001/);
});

test('progress is shown on a terminal only, and cleared', async () => {
  const { stderr } = await runMain(['scan', writeInput(goodPod), '--quiet'], {});
  expect(stderr).toBe('');
});

test('a directory without anything to scan is clean', async () => {
  const folder = writeInputs({ 'readme.txt': 'containers' });
  expect(existsSync(folder)).toBe(true);
  expect(await scan(folder)).toMatchObject({ exitCode: 0, stdout: '' });
});
