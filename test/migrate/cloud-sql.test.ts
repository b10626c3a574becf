import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput } from '../command/run-main.ts';
import { describeWithShared } from '../shared-material.ts';
import { migratedFile } from './migrated-object.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/migrate/cloud-sql');

// What a proxy gets. All other lines of a migrated file were in it before, or are the keys of a list that it did not have.
const SIDECAR = [
  'initContainers:',
  'restartPolicy: Always',
  '- "--health-check"',
  '- "--http-address=0.0.0.0"',
  '- "--http-port=9739"',
  'startupProbe:',
  'httpGet:',
  'path: /startup',
  'port: 9739',
  'periodSeconds: 1',
  'failureThreshold: 60',
  'successThreshold: 1',
  'timeoutSeconds: 10',
];

/** The vendor's example of which it is the legacy form, and the lines that go: hacks, and comments on them. */
const FORMS = [
  {
    file: 'pgbouncer_deployment.yaml',
    example: 'k8s-service',
    hacks: [
      'lifecycle:',
      '# No container is started before this hook is done.',
      'postStart:',
      'exec:',
      'command: ["/cloud-sql-proxy", "wait", "--max=60s"]',
      'preStop:',
      'sleep:',
      'seconds: 15',
    ],
    proxy: `
      # This comment is the proxy's, and goes where it goes.
      - name: cloud-sql-proxy
        # The version that was tested with PgBouncer 1.22.
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4`,
  },
  {
    file: 'job_with_shutdown_hook.yaml',
    example: 'k8s-sidecar',
    hacks: [
      'env:',
      '# The admin server, through which the job ends the proxy.',
      '- name: CSQL_PROXY_QUITQUITQUIT',
      'value: "true"',
      '- name: CSQL_PROXY_ADMIN_PORT',
      'value: "9092"',
      `trap 'wget -q -O- --post-data="" http://127.0.0.1:9092/quitquitquit' EXIT`,
      'until nc -z 127.0.0.1 5432; do sleep 1; done',
    ],
    proxy: `
      initContainers:
        # The proxy is listed first because it was thought to start first.
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
          restartPolicy: Always
          args:
            # Exit with 0 when told to stop.
            - "--exit-zero-on-sigterm"`,
  },
  {
    file: 'job_with_sidecar.yaml',
    example: 'k8s-sidecar',
    hacks: [
      '# Enable the admin api server on port 9091',
      '- "--admin-port=9091"',
      '- "--quitquitquit"',
      'env:',
      '- name: KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT',
      'value: "true"',
    ],
    proxy: `
            # Replace DB_PORT with the port the proxy should listen on
            - "--port=<DB_PORT>"`,
  },
  {
    file: 'proxy_with_sa_key.yaml',
    example: 'k8s-sidecar',
    hacks: [
      'lifecycle:',
      'postStart:',
      'exec:',
      'command: ["sh", "-c", "until nc -z localhost 9739; do sleep 1; done"]',
      '- "--quitquitquit"',
      'preStop:',
      'path: /quitquitquit',
      'port: 9091',
    ],
    proxy: `
            # The default Cloud SQL Auth Proxy image runs as the
            # "nonroot" user and group (uid: 65532) by default.
            runAsNonRoot: true
          volumeMounts:`,
  },
  {
    file: 'proxy_with_workload_identity.yaml',
    example: 'k8s-sidecar',
    hacks: [
      'shareProcessNamespace: true',
      'lifecycle:',
      'preStop:',
      'exec:',
      'command: ["sh", "-c", "pkill cloud-sql-proxy"]',
    ],
    proxy: `
            # Enable structured logging with LogEntry format:
            - "--structured-logs"`,
  },
] as const;

describeWithShared('legacy forms of the examples of the Cloud SQL proxy', 'corpus/cloud-sql-proxy', (examples) => {
  test.each(FORMS)('$file ends as the migrated native one does', async ({ file, example }) => {
    const native = await migratedFile(join(examples, example, file));
    expect(await migratedFile(join(FIXTURES, file))).toEqual(native);
    expect(JSON.stringify(native.value)).not.toMatch(/"[^"]*(?:quitquitquit|admin-port)[^"]*"/i);
  });
});

describe('a Cloud SQL proxy that was built around', () => {
  test.each(FORMS)('$file loses the hacks and no other line, and its comments stay with it', async (form) => {
    const before = readFileSync(join(FIXTURES, form.file), 'utf8');
    const path = writeInput(before, form.file);
    expect((await runMain(['migrate', '--write', path])).exitCode).toBe(0);
    const after = readFileSync(path, 'utf8');
    expect(onlyIn(before, after).sort()).toEqual([...form.hacks].sort());
    expect(onlyIn(after, before).filter((line) => !SIDECAR.some((one) => one === line))).toEqual([]);
    expect(after).toContain(form.proxy);
    expect((await runMain(['migrate', '--write', path])).exitCode).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(after);
  });
});

/** Lines that one text has more often than another, without indentation and empty lines. */
function onlyIn(text: string, other: string): string[] {
  const rest = other.split('\n').map((line) => line.trim());
  const found = text.split('\n').filter((line) => {
    const at = rest.indexOf(line.trim());
    if (at >= 0) rest.splice(at, 1);
    return at < 0 && line.trim() !== '';
  });
  return [...new Set(found.map((line) => line.trim()))];
}
