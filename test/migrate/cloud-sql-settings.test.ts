import { expect, test } from 'vitest';
import { firstObject, migratedObject } from './migrated-object.ts';

/** A proxy beside an app, and what becomes of it; `left` is what a person has to see to. */
interface Case {
  readonly why: string;
  readonly proxy: string;
  readonly becomes: string;
  readonly left?: RegExp;
}

const V2 = 'image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1';
const V1 = 'image: gcr.io/cloudsql-docker/gce-proxy:1.33.1';
const probe = (path: string): string =>
  `startupProbe: { httpGet: { path: /startup, port: ${path} }, periodSeconds: 1, failureThreshold: 60, successThreshold: 1, timeoutSeconds: 10 }`;
const PROBE_V1 =
  'startupProbe: { httpGet: { path: /startup, port: 8090 }, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 10 }';

const CASES: readonly Case[] = [
  {
    why: 'variables that serve health checks already are enough, and their port is asked',
    proxy: `{ ${V2}, args: [p:r:i], env: [{ name: CSQL_PROXY_HEALTH_CHECK, value: "true" }, { name: CSQL_PROXY_HTTP_PORT, value: "9801" }, { name: CSQL_PROXY_HTTP_ADDRESS, value: 0.0.0.0 }] }`,
    becomes: `{ ${V2}, args: [p:r:i], env: [{ name: CSQL_PROXY_HEALTH_CHECK, value: "true" }, { name: CSQL_PROXY_HTTP_PORT, value: "9801" }, { name: CSQL_PROXY_HTTP_ADDRESS, value: 0.0.0.0 }], ${probe('9801')} }`,
  },
  {
    why: 'a variable that turns health checks off is set, and an address that the kubelet cannot reach too',
    proxy: `{ ${V2}, args: [--http-address=localhost, --http-port=9739, p:r:i], env: [{ name: CSQL_PROXY_HEALTH_CHECK, value: "false" }] }`,
    becomes: `{ ${V2}, args: [--http-address=0.0.0.0, --http-port=9739, p:r:i], env: [{ name: CSQL_PROXY_HEALTH_CHECK, value: "true" }], ${probe('9739')} }`,
  },
  {
    why: 'the port stays where something else asks it',
    proxy: `{ ${V2}, args: [--health-check, --http-address=0.0.0.0, p:r:i], livenessProbe: { httpGet: { path: /liveness, port: 9090 } } }`,
    becomes: `{ ${V2}, args: [--health-check, --http-address=0.0.0.0, p:r:i], livenessProbe: { httpGet: { path: /liveness, port: 9090 } }, ${probe('9090')} }`,
  },
  {
    why: 'the admin server stays for who debugs there, without its quit call',
    proxy: `{ ${V2}, args: [p:r:i], env: [{ name: CSQL_PROXY_DEBUG, value: "true" }, { name: CSQL_PROXY_ADMIN_PORT, value: "9099" }, { name: CSQL_PROXY_QUITQUITQUIT, value: "true" }] }`,
    becomes: `{ ${V2}, args: [p:r:i, --health-check, --http-address=0.0.0.0, --http-port=9739], env: [{ name: CSQL_PROXY_DEBUG, value: "true" }, { name: CSQL_PROXY_ADMIN_PORT, value: "9099" }], ${probe('9739')} }`,
  },
  {
    why: 'the shutdown command goes, which would end the proxy while the app still works, and so does its port, in the next word',
    proxy: `{ ${V2}, args: [--admin-port, "9092", p:r:i], lifecycle: { preStop: { exec: { command: [/cloud-sql-proxy, shutdown, --admin-port, "9092"] } } } }`,
    becomes: `{ ${V2}, args: [p:r:i, --health-check, --http-address=0.0.0.0, --http-port=9739], ${probe('9739')} }`,
  },
  {
    why: 'flags are added where the others stand',
    proxy: `{ ${V2}, command: [/cloud-sql-proxy, --port=5432, p:r:i] }`,
    becomes: `{ ${V2}, command: [/cloud-sql-proxy, --port=5432, p:r:i, --health-check, --http-address=0.0.0.0, --http-port=9739], ${probe('9739')} }`,
  },
  {
    why: 'nothing can be added to a script',
    proxy: `{ ${V2}, command: [sh, -c, exec /cloud-sql-proxy p:r:i] }`,
    becomes: `{ ${V2}, command: [sh, -c, exec /cloud-sql-proxy p:r:i] }`,
    left: /Add --health-check to the command in the script/,
  },
  {
    why: 'version 1 has one flag for it, and another port',
    proxy: `{ ${V1}, command: [/cloud_sql_proxy, -instances=p:r:i=tcp:5432, -term_timeout=30s] }`,
    becomes: `{ ${V1}, command: [/cloud_sql_proxy, -instances=p:r:i=tcp:5432, -term_timeout=30s, --use_http_health_check], ${PROBE_V1} }`,
  },
  {
    why: 'version 1 is asked at the port that it was told',
    proxy: `{ ${V1}, args: [-instances=p:r:i=tcp:5432, -use_http_health_check, -health_check_port=8100] }`,
    becomes: `{ ${V1}, args: [-instances=p:r:i=tcp:5432, -use_http_health_check, -health_check_port=8100], ${PROBE_V1.replace('8090', '8100')} }`,
  },
  {
    why: 'version 1 before 1.25 knows no health checks, and would end at the flag',
    proxy: '{ image: gcr.io/cloudsql-docker/gce-proxy:1.17, command: [/cloud_sql_proxy, -instances=p:r:i=tcp:5432] }',
    becomes: '{ image: gcr.io/cloudsql-docker/gce-proxy:1.17, command: [/cloud_sql_proxy, -instances=p:r:i=tcp:5432] }',
    left: /1\.25 or later/,
  },
];

test.each(CASES)('$why', async ({ proxy, becomes, left }) => {
  const { value, left: said } = await migratedObject(pod({ containers: [proxy] }));
  const wanted = await firstObject(pod({ inits: [`{ restartPolicy: Always, ${becomes.slice(1)}`] }));
  expect(value).toEqual(wanted.value);
  expect(said.map(({ message }) => message).join('; ')).toMatch(left ?? /^$/);
});

const WAITS = [
  ['--port=6543', 'until nc -z 127.0.0.1 6543; do sleep 1; done'],
  ['--structured-logs', 'until nc -z 127.0.0.1 5432; do sleep 1; done'],
  ['--structured-logs', 'while ! nc -z localhost 3306; do sleep 1; done'],
  ['--health-check', 'until curl -sf localhost:9090/startup; do sleep 1; done'],
] as const;

test.each(WAITS)('with %s, `%s` is a wait for the proxy', async (flag, wait) => {
  const { value } = await migratedObject(
    pod({
      containers: [`{ ${V2}, args: [${flag}, p:r:i] }`],
      app: `command: [sh, -c, ${JSON.stringify(`${wait}\nexec serve`)}]`,
    }),
  );
  expect(JSON.stringify(value)).toContain(JSON.stringify(['sh', '-c', 'exec serve']));
});

test('a wait for a port that an instance takes by itself is one for the proxy, and others stay', async () => {
  const proxy = `{ ${V2}, args: ["p:r:i?port=7000"] }`;
  const waiting = (port: number): string =>
    pod({
      containers: [proxy],
      app: `command: [sh, -c, "until nc -z 127.0.0.1 ${port}; do sleep 1; done; exec serve"]`,
    });
  expect(JSON.stringify((await migratedObject(waiting(7000))).value)).not.toContain('until');
  expect(JSON.stringify((await migratedObject(waiting(5432))).value)).toContain('until');
});

test('version 1 in a Job that killed it is left alone by the job, which has its processes for itself again', async () => {
  const script = 'my_batch_job\npkill -TERM cloud_sql_proxy';
  const { value } = await migratedObject(
    pod({
      containers: [`{ ${V1}, command: [/cloud_sql_proxy, -instances=p:r:i=tcp:5432] }`],
      app: `command: [sh, -c, ${JSON.stringify(script)}]`,
      more: 'shareProcessNamespace: true, restartPolicy: Never',
    }),
  );
  const text = JSON.stringify(value);
  expect(text).toContain('my_batch_job');
  expect(text).not.toMatch(/pkill|shareProcessNamespace/);
});

test('processes stay shared where another command looks at them, and a person is told', async () => {
  const { value, left } = await migratedObject(
    pod({
      containers: [`{ ${V2}, args: [p:r:i] }`],
      app: `command: [sh, -c, "my_batch_job; pkill cloud-sql-proxy"], livenessProbe: { exec: { command: [pgrep, my_batch_job] } }`,
      more: 'shareProcessNamespace: true, restartPolicy: Never',
    }),
  );
  expect(JSON.stringify(value)).toContain('shareProcessNamespace');
  expect(left.map(({ message }) => message)).toEqual([
    'shareProcessNamespace stays, for a command may still look at other processes',
  ]);
});

interface Parts {
  readonly containers?: readonly string[];
  readonly inits?: readonly string[];
  readonly app?: string;
  readonly more?: string;
}

function pod({ containers = [], inits = [], app = '', more }: Parts): string {
  const named = (parts: readonly string[]): string =>
    parts.map((part) => `{ name: cloud-sql-proxy, ${part.replace(/^\{/, '')}`).join(', ');
  return `apiVersion: v1
kind: Pod
metadata: { name: shop }
spec:
  { ${more ? `${more}, ` : ''}${inits.length > 0 ? `initContainers: [${named(inits)}], ` : ''}containers: [{ name: app, image: app:1${app && `, ${app}`} }${containers.length > 0 ? `, ${named(containers)}` : ''}] }
`;
}
