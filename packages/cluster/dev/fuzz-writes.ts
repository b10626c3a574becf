import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

// Plays random writes on two API servers and prints where they answer otherwise; the first is ours, the second a real one:
// node packages/cluster/dev/fuzz-writes.ts --ours http://127.0.0.1:8001 --real https://127.0.0.1:6443 --token T --cases 1000
// --record FILE keeps the real server's answers, one line per object.
// (NODE_TLS_REJECT_UNAUTHORIZED=0 for a server with a certificate of its own)
const { values } = parseArgs({
  options: {
    ours: { type: 'string', default: 'http://127.0.0.1:8001' },
    real: { type: 'string', default: 'https://127.0.0.1:6443' },
    token: { type: 'string', default: 'T' },
    cases: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    record: { type: 'string' },
  },
});

let state = Number(values.seed);
const random = (): number => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return state / 0x7fffffff;
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const maybe = (chance: number): boolean => random() < chance;
const some = <T>(list: readonly T[]): T[] => list.filter(() => maybe(0.5));

type Json = Record<string, unknown>;

function container(name: string): Json {
  return {
    name,
    ...(maybe(0.8) && { image: pick(['a:1', 'a:2', 'b:1']) }),
    ...(maybe(0.5) && { env: some(['A', 'B', 'C', 'D']).map((key) => ({ name: key, value: pick(['1', '2']) })) }),
    ...(maybe(0.4) && {
      ports: some([80, 81, 82]).map((port) => ({
        containerPort: port,
        ...(maybe(0.4) && { protocol: pick(['TCP', 'UDP']) }),
      })),
    }),
    ...(maybe(0.3) && { args: some(['x', 'y', 'z']) }),
    ...(maybe(0.3) && {
      resources: pick([{}, { limits: { cpu: pick(['1', '1000m']) } }, { requests: { memory: '1Gi' } }]),
    }),
    ...(maybe(0.2) && { volumeMounts: some(['/a', '/b']).map((mountPath) => ({ mountPath, name: 'v' })) }),
    ...(maybe(0.2) && { securityContext: pick([{}, { capabilities: { add: some(['NET_ADMIN', 'SYS_TIME']) } }]) }),
    ...(maybe(0.2) && { stdin: maybe(0.5) }),
  };
}

function template(): Json {
  return {
    metadata: { labels: { app: 'x', ...(maybe(0.3) && { extra: pick(['1', '2']) }) } },
    spec: {
      containers: [...(maybe(0.5) ? ['z'] : []), 'app', ...some(['log', 'proxy'])].map((name) => ({
        image: 'a:1',
        ...container(name),
      })),
      volumes: [{ name: 'v', emptyDir: {} }, ...some(['w']).map((name) => ({ name, configMap: { name: 'c' } }))],
      ...(maybe(0.3) && { nodeSelector: { [pick(['p', 'q'])]: '1' } }),
      ...(maybe(0.3) && { tolerations: some(['t1', 't2']).map((key) => ({ key, operator: 'Exists' })) }),
      ...(maybe(0.3) && { hostAliases: some(['1.1.1.1', '2.2.2.2']).map((ip) => ({ ip, hostnames: ['h'] })) }),
      ...(maybe(0.2) && { imagePullSecrets: some(['s', 't']).map((name) => ({ name })) }),
      ...(maybe(0.2) && { terminationGracePeriodSeconds: pick([0, 5]) }),
    },
  };
}

function deployment(): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'f',
      ...(maybe(0.5) && { labels: Object.fromEntries(some(['a', 'b', 'c']).map((key) => [key, pick(['1', '2'])])) }),
      ...(maybe(0.3) && { annotations: { note: pick(['1', '']) } }),
      ...(maybe(0.3) && { finalizers: some(['x.io/a', 'x.io/b']) }),
    },
    spec: {
      replicas: 0,
      paused: true,
      selector: { matchLabels: { app: 'x' } },
      ...(maybe(0.5) && {
        strategy: pick([
          { type: 'Recreate' },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: pick([1, '10%']) } },
        ]),
      }),
      template: template(),
    },
  };
}

/** A part of an object, as a patch may have it. */
function partial(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.filter(() => maybe(0.6)).map((item) => partial(item, depth + 1));
  if (typeof value !== 'object' || value === null) return maybe(0.05) ? null : value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    if (isKey(key)) return [[key, item] as const];
    if (depth > 0 && maybe(0.35)) return [];
    return [[key, maybe(0.04) ? null : partial(item, depth + 1)] as const];
  });
  return Object.fromEntries(entries);
}

function isKey(key: string): boolean {
  return ['name', 'containerPort', 'mountPath', 'ip', 'apiVersion', 'kind', 'metadata'].includes(key);
}

function strategic(): unknown {
  const { metadata, spec } = deployment();
  const patch = partial(maybe(0.4) ? { metadata, spec } : { spec }) as Json;
  return directed(patch);
}

const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  env: 'name',
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  volumes: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
};

function directed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(directed);
  if (typeof value !== 'object' || value === null) return value;
  const changed: Json = {};
  for (const [key, item] of Object.entries(value)) {
    const mergeKey = mergeKeys[key];
    changed[key] = directed(item);
    if (mergeKey === undefined || !Array.isArray(item)) continue;
    const list = changed[key] as Json[];
    if (maybe(0.15) && list.length > 0)
      changed[key] = list.map((one, at) => (at === 0 ? { [mergeKey]: one[mergeKey], $patch: 'delete' } : one));
    else if (maybe(0.08)) changed[key] = [...list, { $patch: 'replace' }];
    if (maybe(0.2)) {
      const names = (changed[key] as Json[])
        .filter((one) => one.$patch === undefined)
        .map((one) => ({ [mergeKey]: one[mergeKey] }));
      if (key === 'containers' && maybe(0.5)) names.push({ name: 'app' });
      changed[`$setElementOrder/${key}`] = maybe(0.3) ? names.reverse() : names;
    }
  }
  if ('strategy' in changed && changed.strategy && maybe(0.4)) {
    changed.strategy = { ...(changed.strategy as Json), $retainKeys: ['type', 'rollingUpdate'].slice(0, pick([1, 2])) };
  }
  if ('metadata' in changed && changed.metadata && 'finalizers' in (changed.metadata as Json) && maybe(0.4)) {
    (changed.metadata as Json)['$deleteFromPrimitiveList/finalizers'] = ['x.io/a'];
  }
  return changed;
}

interface Request {
  readonly method: string;
  readonly query: string;
  readonly type: string;
  readonly body: unknown;
}

function request(): Request {
  const manager = pick(['one', 'two', 'kubectl']);
  const roll = random();
  if (roll < 0.35)
    return {
      method: 'PATCH',
      query: `fieldManager=${manager}`,
      type: 'application/strategic-merge-patch+json',
      body: strategic(),
    };
  if (roll < 0.5)
    return {
      method: 'PATCH',
      query: `fieldManager=${manager}`,
      type: 'application/merge-patch+json',
      body: partial({ metadata: deployment().metadata, spec: deployment().spec }),
    };
  if (roll < 0.6)
    return { method: 'PUT', query: `fieldManager=${manager}`, type: 'application/json', body: deployment() };
  const force = maybe(0.6) ? '&force=true' : '';
  return {
    method: 'PATCH',
    query: `fieldManager=${manager}${force}`,
    type: 'application/apply-patch+yaml',
    body: partial(deployment()),
  };
}

const ids = /"(uid|resourceVersion|time|creationTimestamp|generation)":"?[^",}]*"?/g;

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'status' || typeof (value as Json).code === 'number')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, settled(item)]),
  );
}

async function send(
  server: string,
  path: string,
  { method, query, type, body }: Request,
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${server}${path}?${query}`, {
    method,
    headers: { authorization: `Bearer ${values.token}`, 'content-type': type },
    ...(method !== 'DELETE' && method !== 'GET' && { body: JSON.stringify(body) }),
  });
  const json = (await answer.json()) as Json;
  const entries = ((json.metadata as Json | undefined)?.managedFields ?? []) as Json[];
  entries.sort((a, b) => (JSON.stringify({ ...a, time: '' }) < JSON.stringify({ ...b, time: '' }) ? -1 : 1));
  const causes = ((json.details as Json | undefined)?.causes ?? []) as Json[];
  // Upstream tells conflicts in the order of a Go map.
  if (answer.status === 409) causes.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { status: answer.status, text: JSON.stringify(settled(json)).replace(ids, '"$1":0') };
}

const collection = '/apis/apps/v1/namespaces/default/deployments';
const servers = [values.ours, values.real];
let wrong = 0;
let made = 0;
while (made < Number(values.cases)) {
  const path = `${collection}/f`;
  for (const server of servers) {
    await send(server, path, {
      method: 'PATCH',
      query: '',
      type: 'application/merge-patch+json',
      body: { metadata: { finalizers: null } },
    });
    await send(server, path, { method: 'DELETE', query: '', type: 'application/json', body: undefined });
  }
  const first = deployment();
  const steps: Request[] = [{ method: 'POST', query: 'fieldManager=one', type: 'application/json', body: first }];
  if (maybe(0.4))
    steps[0] = { method: 'PATCH', query: 'fieldManager=one', type: 'application/apply-patch+yaml', body: first };
  for (let step = 0; step < 6; step++) steps.push(request());
  const recorded: object[] = [];
  for (const [at, step] of steps.entries()) {
    made++;
    const target = step.method === 'POST' ? collection : path;
    const [ours, real] = await Promise.all(servers.map((server) => send(server, target, step)));
    recorded.push({ ...step, status: real?.status, answer: JSON.parse(real?.text ?? '') });
    if (ours?.status === real?.status && ours?.text === real?.text) continue;
    wrong++;
    console.log(
      `--- case ${made}, step ${at}: ${step.method} ${step.query} ${step.type}\n${JSON.stringify(step.body)}`,
    );
    const place = [...(real?.text ?? '')].findIndex((letter, index) => letter !== ours?.text[index]);
    console.log(`real ${real?.status} …${real?.text.slice(Math.max(0, place - 150), place + 250)}`);
    console.log(`ours ${ours?.status} …${ours?.text.slice(Math.max(0, place - 150), place + 250)}`);
    recorded.length = 0;
    break;
  }
  if (values.record !== undefined && recorded.length > 0)
    appendFileSync(values.record, `${JSON.stringify(recorded)}\n`);
}
console.log(`${made} writes, ${wrong} answered otherwise`);
