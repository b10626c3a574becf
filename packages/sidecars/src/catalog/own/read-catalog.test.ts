import type { Json } from '@outrigger/manifest';
import { describe, expect, test } from 'vitest';
import { recogniseSidecar } from '../recognise-sidecar.ts';
import { readCatalog } from './read-catalog.ts';
import { withOwnEntries } from './with-own-entries.ts';

const least = { id: 'tailer', role: 'logs', recognise: { images: ['example/tailer'] } };

/** Every problem as `path: message`, of one entry that is the least one with these fields. */
function complaintsAbout(fields: Json): readonly string[] {
  const read = readCatalog([{ ...least, ...(fields as object) }], ['sidecars']);
  return read.ok ? [] : read.problems.map(({ message }) => message);
}

function entriesOf(...own: readonly Json[]) {
  const read = readCatalog(own);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return withOwnEntries(read.entries);
}

describe('an entry', () => {
  test('needs an id, a role, and something to know the sidecar by', () => {
    const read = readCatalog([{}], ['sidecars']);
    expect(read.ok ? [] : read.problems.map(({ message }) => message)).toEqual([
      'sidecars[0].id is missing: expected a text',
      'sidecars[0].role is missing: expected one of proxy, ambassador, adapter, logs, files, secrets, job-helper, debug',
      'sidecars[0].recognise is missing: expected a map',
    ]);
  });

  test.each<[fields: Json, complaint: string]>([
    [{ recognize: {} }, 'unknown field "sidecars[0].recognize"'],
    [{ id: 'Log Tailer' }, 'sidecars[0].id: "Log Tailer" is no id: small letters, digits and single hyphens are'],
    [{ id: 7 }, 'sidecars[0].id: expected a text, got 7'],
    [{ role: 'log' }, 'sidecars[0].role: "log" is not known'],
    [{ recognise: {} }, 'sidecars[0].recognise knows it by nothing'],
    [{ recognise: { images: 'x' } }, 'sidecars[0].recognise.images: expected a list, got "x"'],
    [{ recognise: { images: ['*'] } }, 'sidecars[0].recognise.images[0]: "*" fits every image'],
    [
      { recognise: { images: ['a@sha256:1'] } },
      'sidecars[0].recognise.images[0]: "a@sha256:1" is no end of an image\'s repository',
    ],
    [{ recognise: { images: ['*a*b*'] } }, 'sidecars[0].recognise.images[0]: "*a*b*" has more than two asterisks'],
    [
      { recognise: { byName: ['log-*'] } },
      'sidecars[0].recognise.byName[0]: "log-*" is no name that a container can have',
    ],
    [
      { recognise: { images: ['a'], alsoAnApp: 'yes' } },
      'sidecars[0].recognise.alsoAnApp: expected true or false, got "yes"',
    ],
    [{ move: { when: 'ask' } }, 'sidecars[0].move.because is missing: expected a text'],
    [{ move: { when: 'sometimes' } }, 'sidecars[0].move.when: "sometimes" is not known'],
    [{ startupProbe: { httpGet: { prt: 1 } } }, 'unknown field "sidecars[0].startupProbe.httpGet.prt"'],
    [
      { startupProbe: { tcpSocket: { port: 70_000 } } },
      'sidecars[0].startupProbe.tcpSocket.port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [{ startupProbe: {} }, 'sidecars[0].startupProbe: Required value: must specify a handler type'],
    [
      { startupProbe: { tcpSocket: { port: 1 }, successThreshold: 2 } },
      'sidecars[0].startupProbe.successThreshold: Invalid value: 2: must be 1',
    ],
    [{ workarounds: { ports: [0] } }, 'sidecars[0].workarounds.ports[0]: expected a port, 1 to 65535, got 0'],
    [
      { workarounds: { quits: [{ path: 'quit' }] } },
      'sidecars[0].workarounds.quits[0].path: "quit" does not begin with a slash',
    ],
    [
      { workarounds: { annotations: [{ key: 'a', kind: 'wait' }] } },
      'sidecars[0].workarounds.annotations[0].kind: "wait" is not known',
    ],
  ])('with %j is told: %s', (fields, complaint) => {
    expect(complaintsAbout(fields)).toContain(complaint);
  });

  test.each<[fields: Json, complaint: string]>([
    [{ move: 'always' }, 'sidecars[0].move: expected a map, got "always"'],
    [{ recognise: [] }, 'sidecars[0].recognise: expected a map, got a list'],
    [{ workarounds: { quits: ['/quit'] } }, 'sidecars[0].workarounds.quits[0]: expected a map, got "/quit"'],
    [{ startupProbe: 'GET /' }, 'sidecars[0].startupProbe: expected a map, got "GET /"'],
  ])('with %j is told that once: %s', (fields, complaint) => {
    expect(complaintsAbout(fields)).toEqual([complaint]);
  });

  test('is a map', () => {
    const read = readCatalog([5], ['sidecars']);
    expect(read).toEqual({
      ok: false,
      problems: [{ path: ['sidecars', 0], message: 'sidecars[0]: expected a map, got 5' }],
    });
  });

  test('has an id of its own', () => {
    const read = readCatalog([least, least], ['sidecars']);
    expect(read.ok ? [] : read.problems.map(({ path, message }) => [path, message])).toEqual([
      [['sidecars', 1, 'id'], 'sidecars[1].id: "tailer" is the id of sidecars[0] as well'],
    ]);
  });

  test('keeps everything that is said of it', () => {
    const startupProbe = { httpGet: { path: '/up', port: 8080 }, periodSeconds: 2 };
    const read = readCatalog([
      {
        ...least,
        title: 'Tailer',
        startupProbe,
        move: { when: 'never', because: 'it is old' },
        after: ['tailer-init'],
        replacesInit: ['tailer-first'],
        caveats: ['It is slow'],
        injector: 'tailer-operator',
        sources: ['docs'],
        workarounds: {
          ports: [9000],
          serves: [9001],
          quits: [{ path: '/quit', port: 9002 }],
          processes: ['tailer'],
          flags: ['linger'],
          env: ['TAILER_LINGER'],
          annotations: [{ key: 'tailer/hold', kind: 'hold-application', fields: ['a.b'] }],
        },
      },
    ]);
    const entry = read.ok ? read.entries[0] : undefined;
    const container = { name: 'x' };
    expect(entry).toMatchObject({
      id: 'tailer',
      title: 'Tailer',
      role: 'logs',
      move: { when: 'never', because: 'it is old' },
      after: ['tailer-init'],
      replacesInit: ['tailer-first'],
      caveats: ['It is slow'],
      injector: 'tailer-operator',
      sources: ['docs'],
      workarounds: { ports: [9000], quits: [{ path: '/quit', port: 9002 }], env: ['TAILER_LINGER'] },
    });
    expect(entry?.startupProbe?.(container).probe).toEqual(startupProbe);
    expect(entry?.workarounds?.serves?.(container)).toEqual([9001]);
  });
});

describe('an own entry', () => {
  test('is asked before all others, also where it knows a container by name and another by image', () => {
    const entries = entriesOf({ ...least, recognise: { byName: ['mesh'] } });
    expect(recogniseSidecar({ name: 'mesh', image: 'envoyproxy/envoy:v1.34.0' }, entries)?.id).toBe('tailer');
    expect(recogniseSidecar({ name: 'edge', image: 'envoyproxy/envoy:v1.34.0' }, entries)?.id).toBe('envoy');
  });

  test('takes the place of one with its id', () => {
    const entries = entriesOf({ ...least, id: 'envoy' });
    expect(recogniseSidecar({ name: 'x', image: 'mirror.example/example/tailer:1' }, entries)?.id).toBe('envoy');
    expect(recogniseSidecar({ name: 'x', image: 'envoyproxy/envoy:v1.34.0' }, entries)).toBeUndefined();
  });

  test.each([
    ['tail', ['tail'], true],
    ['tail', ['tail -F /log'], true],
    ['tail', ['--tail'], false],
    ['/^--mode=(?:tail|follow)$/', ['--mode=follow'], true],
    ['/^--mode=(?:tail|follow)$/', ['--mode=once'], false],
    ['/FOLLOW/i', ['-c', 'first\nfollow it'], true],
  ])('with the argument %s takes %j: %s', (argument, args, isIt) => {
    const entries = entriesOf({ ...least, recognise: { images: ['example/tailer'], argument } });
    const found = recogniseSidecar({ name: 'x', image: 'example/tailer:1', args }, entries);
    expect(found?.id).toBe(isIt ? 'tailer' : undefined);
  });
});
