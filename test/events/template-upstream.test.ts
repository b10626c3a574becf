import { createTemplater, type MaskedBy } from '@outrigger/events';
import { expect, test } from 'vitest';
import { type Draw, drawFrom } from './recorded-variants/draw.ts';
import { UPSTREAM_FORMATS } from './upstream-formats.ts';

test.each([1, 2, 3])(
  'messages written by upstream’s formats are grouped by them, whatever stands in them: %d',
  (seed) => {
    const draw = drawFrom(seed);
    const written = draw.shuffled(
      UPSTREAM_FORMATS.flatMap((format) => Array.from({ length: SO_MANY }, () => writeBy(format, draw))),
    );
    const { template } = createTemplater();
    for (const { event } of written) template(event);
    const found = groupsOf(written.map(({ event }) => [`${event.reason} ${event.message}`, template(event).text]));
    const truth = groupsOf(written.map(({ event, format }) => [`${event.reason} ${event.message}`, format]));
    const wrong = [...truth].filter(([message, group]) => found.get(message) !== group).map(([message]) => message);
    expect(wrong).toEqual([]);
  },
);

const SO_MANY = 6;

/** Of each message, all that are in its group. */
function groupsOf(pairs: readonly (readonly [message: string, group: string])[]): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const group of Map.groupBy(pairs, ([, of]) => of).values()) {
    const messages = [...new Set(group.map(([message]) => message))].toSorted();
    for (const message of messages) groups.set(message, messages.join('\n'));
  }
  return groups;
}

function writeBy(line: string, draw: Draw): { readonly event: MaskedBy; readonly format: string } {
  const [reason = '', format = ''] = line.split(/\|(.*)/);
  const own: Readonly<Record<string, string>> = {
    image: write('image', draw),
    ref: write('ref', draw),
    name: write('word', draw),
    space: write('word', draw),
    box: write('word', draw),
  };
  const message = format.replace(
    /\{([a-z]+)\}/g,
    (whole, kind: string) => own[kind] ?? (kind in KINDS ? write(kind, draw) : whole),
  );
  const event = {
    reason,
    message,
    about: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: own.space ?? '',
      name: own.name ?? '',
      uid: '',
      fieldPath: `spec.containers{${own.box}}`,
    },
    related: undefined,
    source: { component: 'x', instance: 'node-1' },
  };
  return { event, format: line };
}

function write(kind: string, draw: Draw): string {
  return KINDS[kind]?.(draw) ?? '';
}

/** What stands in messages. Most names are words like any other. */
const KINDS: Readonly<Record<string, (draw: Draw) => string>> = {
  word: (draw) => oneOf(WORDS, draw),
  pod: (draw) => `${oneOf(WORDS, draw)}-${letters(10, HASH, draw)}-${letters(5, SAFE, draw)}`,
  node: (draw) =>
    oneOf(
      ['node-1', 'ip-10-0-12-34.eu-west-1.compute.internal', 'gke-main-pool-1-8f3a2b1c-x9z1', 'worker', 'n1'],
      draw,
    ),
  hash: (draw) => letters(10, HASH, draw),
  chance: (draw) => letters(5, SAFE, draw),
  uid: (draw) => [8, 4, 4, 4, 12].map((length) => letters(length, HEX, draw)).join('-'),
  digest: (draw) => letters(64, HEX, draw),
  number: (draw) => String(1 + draw.below(99_999)),
  few: (draw) => String(1 + draw.below(9)),
  size: (draw) => `${1 + draw.below(512)}${oneOf(['Mi', 'Gi', 'Ki'], draw)}`,
  time: (draw) => oneOf(['1s', '350ms', '1.204s', '2m3.5s'], draw),
  ip: (draw) => `10.0.${draw.below(255)}.${draw.below(255)}`,
  address: (draw) => `10.0.${draw.below(255)}.${draw.below(255)}:${80 + draw.below(9000)}`,
  path: (draw) => oneOf(['/etc/hostname', '/var/lib/data', '/bin/start', '/tmp/ready.flag', '/data'], draw),
  domain: (draw) =>
    oneOf(['ebs.csi.aws.com', 'guard.example.com', 'registry.acme.io', 'validation.gatekeeper.sh'], draw),
  image: (draw) =>
    oneOf(
      [
        'nginx',
        'nginx:1.27',
        'ghcr.io/acme/web:v2',
        'localhost:5000/a/b@sha256:9f86d081',
        'registry.k8s.io/pause:3.10',
      ],
      draw,
    ),
  ref: (draw) =>
    oneOf(
      [
        'docker.io/library/nginx:latest',
        'ghcr.io/acme/web:v2',
        'localhost:5000/a/b@sha256:9f86d081',
        'localhost/absent:9',
      ],
      draw,
    ),
  taint: (draw) => oneOf(['{dedicated: gpu}', '{node.kubernetes.io/unreachable: }', '{team: a}'], draw),
  json: (draw) => `{"containers":[{"name":"${oneOf(WORDS, draw)}"}]}`,
};

const WORDS =
  'web api login orders data status pod volume job cart-prod ledger2 x1 3scale-worker kafka-0 error-budget my.app'.split(
    ' ',
  );
const HASH = 'bcdf456789';
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const HEX = '0123456789abcdef';

function letters(length: number, from: string, draw: Draw): string {
  return Array.from({ length }, () => from.charAt(draw.below(from.length))).join('');
}

function oneOf(list: readonly string[], draw: Draw): string {
  return list[draw.below(list.length)] ?? '';
}
