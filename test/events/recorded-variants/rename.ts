import type { RecordedChange } from '@outrigger/events';
import type { Draw } from './draw.ts';
import type { Named, Stream } from './stream.ts';

/** The same story with other workloads, namespaces, nodes, images, containers, hashes, uids and numbers. */
export function renamed(stream: Stream, draw: Draw): Stream {
  const names = namesOf(stream, draw);
  const hash = hashesOf(draw);
  const text = (value: string) => renameText(value, names, hash);
  const named = <T extends Named>({ namespace, ...object }: T) => ({
    ...object,
    name: names.get(object.name) ?? text(object.name),
    ...(namespace !== undefined && { namespace: names.get(namespace) ?? namespace }),
  });
  const change = (one: RecordedChange): RecordedChange => ({ ...one, object: walk(one.object, text, names) });
  return {
    events: stream.events.map(change),
    objects: stream.objects.map(change),
    causes: stream.causes.map((cause) => ({ ...cause, root: named(cause.root), affected: cause.affected.map(named) })),
    templates: stream.templates.map((one) => ({ ...one, message: text(one.message) })),
  };
}

/** Objects' own fields hold names alone; everything else is text in which names stand. */
function walk<T>(value: T, text: (value: string) => string, names: ReadonlyMap<string, string>, key = ''): T {
  if (typeof value === 'string') {
    if (FIXED.has(key)) return value;
    return (NAMES.has(key) ? (names.get(value) ?? text(value)) : text(value)) as T;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => walk(one, text, names, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, walk<unknown>(one, text, names, name)]),
  ) as T;
}

const FIXED = new Set(['kind', 'apiVersion', 'reason', 'type', 'component', 'reportingComponent', 'phase', 'effect']);
const NAMES = new Set(['name', 'namespace', 'nodeName', 'host', 'instance', 'reportingInstance', 'app']);

function renameText(text: string, names: ReadonlyMap<string, string>, hash: (part: string) => string): string {
  let to = text;
  for (const [from, other] of WORDS) to = to.replace(from, other);
  return to
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, hash)
    .replace(/[a-z0-9][-.a-z0-9]*[a-z0-9]/g, (token) => renameToken(token, names, hash));
}

/** A name, or one with hashes of its pods behind it. */
function renameToken(token: string, names: ReadonlyMap<string, string>, hash: (part: string) => string): string {
  const whole = names.get(token);
  if (whole !== undefined) return whole;
  const parts = token.split('-');
  for (let length = parts.length - 1; length > 0; length--) {
    const owner = names.get(parts.slice(0, length).join('-'));
    const rest = parts.slice(length);
    if (owner === undefined || !rest.every((part) => /^(?=.*[0-9b-df-hj-np-tv-z])[a-z0-9]{1,10}$/.test(part))) continue;
    return [owner, ...rest.map((part) => (/^\d$/.test(part) ? part : hash(part)))].join('-');
  }
  return token;
}

/** Words of the recording that are chosen as freely as names; numbers, too. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bcontainer app\b/gi, 'container main-process'],
  [/\bContainer app\b/g, 'Container main-process'],
  [/\{app\}/g, '{main-process}'],
  [/\bcontainer proxy\b/g, 'container istio-proxy.v2'],
  [/\{proxy\}/g, '{istio-proxy.v2}'],
  [/localhost\/absent:(\d)/g, 'localhost:5000/platform/absent-$1@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'],
  [/localhost\/busybox:(\d)/g, 'registry.k8s.example/tools/busybox:v$1.36.1-alpine'],
  [/configmap "settings"/g, 'configmap "app-config-7hk2m9"'],
  [/secret "keys"/g, 'secret "tls.wildcard-2026"'],
  [/volume "v"/g, 'volume "certificates"'],
  [/guard\.example\.com/g, 'validate.policy.internal'],
  [/class(?:es)?\.storage\.k8s\.io "fast"/g, 'class.storage.k8s.io "gp3-encrypted"'],
  [/exceeded quota: team/g, 'exceeded quota: compute-resources'],
  [/UPPER\/case:::x/g, 'My Registry/App::latest'],
  [/\/etc\/hostname/g, '/var/lib/data'],
  [/Insufficient cpu/g, 'Insufficient memory'],
  [/requests\.cpu=/g, 'requests.memory='],
  [/\b8Mi\b/g, '512Mi'],
];

const WORKLOADS = (
  'checkout-service cart-v2 a x1 payments-api-canary ledger2 node-exporter kube-state-metrics web-0 db redis-master ' +
  'api-gateway-external ml-train-7b search indexer-blue frontend-green 3scale-worker etl kafka-0-proxy status failed ' +
  'scheduler image-resizer pull-proxy volume-agent network-probe job-runner nginx auth0 user-profile-svc reports-q4 ' +
  'batch-01 mailgun-relay geo cdn-purge quota-service event-sink error-budget pod-cleaner tidy-up restart-bot'
).split(' ');

const NAMESPACES =
  'team-a-prod kube-apps ns1 default-2 payments-staging platform x observability data-eu ml cart-prod'.split(' ');

const NODES = ['ip-10-0-12-34.eu-west-1.compute.internal', 'gke-main-pool-1-8f3a2b1c-x9z1'];

/** A new name for each name that somebody has chosen; those that controllers make follow from them. */
function namesOf({ objects }: Stream, draw: Draw): ReadonlyMap<string, string> {
  const owned = (change: RecordedChange) =>
    (change.object.metadata?.ownerReferences ?? []).some(({ controller }) => controller);
  const chosen = objects.filter((change) => !owned(change));
  const uniqueNames = (kind: (name: string | undefined) => boolean) => [
    ...new Set(chosen.flatMap(({ object }) => (kind(object.kind) ? (object.metadata?.name ?? []) : []))),
  ];
  const workloads = uniqueNames((kind) => kind !== 'Node');
  const namespaces = [...new Set(objects.flatMap(({ object }) => object.metadata?.namespace ?? []))];
  return new Map([
    ...pair(namespaces, draw.shuffled(NAMESPACES)),
    ...pair(workloads, draw.shuffled(WORKLOADS)),
    ...pair(uniqueNames((kind) => kind === 'Node').toSorted(), draw.shuffled(NODES)),
  ]);
}

function pair(names: readonly string[], others: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name, index) => [name, others[index] ?? `${name}-other`]);
}

/** Each part gets another of the same length, made of the same sort of letters, and always the same. */
function hashesOf(draw: Draw): (part: string) => string {
  const known = new Map<string, string>();
  return (part) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const letters = /^[0-9]+$/.test(part) ? '123456789' : /^[-0-9a-f]+$/.test(part) ? '0123456789abcdef' : SAFE;
    const made = part.replace(/[^-]/g, () => letters.charAt(draw.below(letters.length)));
    known.set(part, made);
    return made;
  };
}

/** What upstream makes names of (kubernetes staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go@1.36). */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
