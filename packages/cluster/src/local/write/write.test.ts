import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocal } from '../create-local.ts';
import type { LocalServer } from '../server.ts';
import { type Asked, ask, type Told } from '../testing/ask.ts';

let server: LocalServer;
beforeEach(() => {
  server = createLocal({ now: () => new Date('2026-03-01T10:00:00Z') });
});
afterEach(() => server.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

function said(asked: Asked): Promise<Told> {
  return ask(server, asked);
}

function map(name: string, more: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...more };
}

/** Messages of kube-apiserver 1.36.2. */
describe('a new object is refused', () => {
  test.each<readonly [string, unknown, number, string]>([
    [
      'of another kind',
      { apiVersion: 'v1', kind: 'Pod' },
      400,
      'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion',
    ],
    [
      'of an unknown kind',
      { apiVersion: 'v1', kind: 'Foo' },
      400,
      'Foo in version "v1" cannot be handled as a ConfigMap: no kind "Foo" is registered for version "v1" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      'that is no object',
      '[1]',
      400,
      'the object provided is unrecognized (must be of type ConfigMap): couldn\'t get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b315d)',
    ],
    [
      'with a value of the wrong type',
      map('x', { data: { a: 1 } }),
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
    ],
    [
      'with bytes that are none',
      map('x', { binaryData: { a: '%%%' } }),
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: illegal base64 data at input byte 0',
    ],
    [
      'without a name',
      { metadata: {} },
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      'of another namespace',
      { metadata: { name: 'x', namespace: 'other' } },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'with an owner that is none',
      { metadata: { name: 'x', ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'e', uid: '1' }] } },
      422,
      'ConfigMap "x" is invalid: metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"e","uid":"1"}: /v1, Kind=Event is disallowed from being an owner',
    ],
    [
      'with a finalizer of nobody',
      { metadata: { name: 'x', finalizers: ['x'] } },
      422,
      'ConfigMap "x" is invalid: metadata.finalizers[0]: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
    ],
    [
      'with a version',
      { metadata: { name: 'x', resourceVersion: '5' } },
      500,
      'resourceVersion should not be set on objects to be created',
    ],
  ])('%s', async (_name, body, status, message) => {
    expect(await said({ method: 'POST', path: MAPS, body })).toMatchObject({ status, body: { message } });
  });

  test.each<readonly [string, string, string]>([
    ['dryRun=Some', 'dryRun', 'Unsupported value: ["Some"]: supported values: "All"'],
    [
      'fieldValidation=No',
      'fieldValidation',
      'Unsupported value: "No": supported values: "", "Ignore", "Strict", "Warn"',
    ],
    ['fieldManager=%01x', 'fieldManager', 'Invalid value: "\\x01x": invalid character U+0001 (at position 0)'],
  ])('with ?%s', async (query, field, words) => {
    const message = `CreateOptions.meta.k8s.io "" is invalid: ${field}: ${words}`;
    expect(await said({ method: 'POST', path: `${MAPS}?${query}`, body: map('x') })).toMatchObject({
      status: 422,
      body: { message },
    });
  });
});

describe('fields that are unknown or stand there twice', () => {
  const body = '{"zz":1,"kind":"ConfigMap","metadata":{"name":"x","nope":1},"data":{"a":"1","a":"2"}}';

  test('are told in warnings, in the order of the text', async () => {
    const { status, warning } = await said({ method: 'POST', path: MAPS, body });
    expect(status).toBe(201);
    expect(warning).toBe(
      '299 - "unknown field \\"zz\\"", 299 - "unknown field \\"metadata.nope\\"", 299 - "duplicate field \\"data.a\\""',
    );
  });

  test('are refused where that is asked for', async () => {
    const { body: answer } = await said({ method: 'POST', path: `${MAPS}?fieldValidation=Strict`, body });
    expect(answer.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "zz", unknown field "metadata.nope", duplicate field "data.a"',
    );
  });

  test('in YAML are told with their lines', async () => {
    const yaml = 'kind: ConfigMap\nmetadata: {name: x}\ndata: {a: "1"}\ndata: {b: "2"}\n';
    const { warning, body: answer } = await said({ method: 'POST', path: MAPS, type: 'application/yaml', body: yaml });
    expect(warning).toBe('299 - "line 4: key \\"data\\" already set in map"');
    expect(answer.data).toEqual({ b: '2' });
  });
});

describe('an update', () => {
  beforeEach(() => said({ method: 'POST', path: MAPS, body: map('a', { data: { k: '1' } }) }));

  test('that changes nothing leaves the version and the managed fields as they are', async () => {
    const before = (await said({ method: 'GET', path: `${MAPS}/a` })).body;
    const after = await said({ method: 'PUT', path: `${MAPS}/a`, body: map('a', { data: { k: '1' } }) });
    expect(after.body).toEqual(before);
  });

  test('from an old version is refused', async () => {
    const { body: old } = await said({ method: 'GET', path: `${MAPS}/a` });
    await said({ method: 'PUT', path: `${MAPS}/a`, body: map('a', { data: { k: '2' } }) });
    expect(await said({ method: 'PUT', path: `${MAPS}/a`, body: old })).toMatchObject({
      status: 409,
      body: {
        message:
          'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
      },
    });
  });

  test('as a dry run is answered and not kept', async () => {
    const tried = await said({ method: 'PUT', path: `${MAPS}/a?dryRun=All`, body: map('a', { data: { k: '9' } }) });
    expect(tried.body.data).toEqual({ k: '9' });
    expect((await said({ method: 'GET', path: `${MAPS}/a` })).body.data).toEqual({ k: '1' });
  });

  test('of a lease that there is not creates it', async () => {
    const path = '/apis/coordination.k8s.io/v1/namespaces/default/leases/l';
    expect((await said({ method: 'PUT', path, body: { metadata: { name: 'l' } } })).status).toBe(201);
    expect(await said({ method: 'PUT', path, body: { metadata: { name: 'l' } } })).toMatchObject({
      status: 422,
      body: {
        message:
          'leases.coordination.k8s.io "l" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
      },
    });
  });
});

describe('a deletion', () => {
  test('waits for finalizers, takes no new ones, and ends with the last', async () => {
    await said({ method: 'POST', path: MAPS, body: { metadata: { name: 'f', finalizers: ['x.io/a', 'x.io/b'] } } });
    const held = await said({ method: 'DELETE', path: `${MAPS}/f` });
    expect(held.body.metadata).toMatchObject({
      deletionTimestamp: '2026-03-01T10:00:00Z',
      deletionGracePeriodSeconds: 0,
    });
    const patch = (finalizers: readonly string[] | null) =>
      said({ method: 'PATCH', path: `${MAPS}/f`, type: MERGE, body: { metadata: { finalizers } } });
    expect((await patch(['x.io/a', 'x.io/c'])).body.message).toContain(
      'no new finalizers can be added if the object is being deleted, found new finalizers []string{"x.io/c"}',
    );
    expect((await patch(null)).status).toBe(200);
    expect((await said({ method: 'GET', path: `${MAPS}/f` })).status).toBe(404);
  });

  test.each<readonly [string, readonly string[] | undefined]>([
    ['Foreground', ['foregroundDeletion']],
    ['Orphan', ['orphan']],
    ['Background', undefined],
  ])('with propagation %s', async (propagationPolicy, finalizers) => {
    await said({ method: 'POST', path: MAPS, body: map('p') });
    const { body } = await said({ method: 'DELETE', path: `${MAPS}/p`, body: { propagationPolicy } });
    expect(body.metadata.finalizers).toEqual(finalizers);
    expect(body.kind).toBe(finalizers === undefined ? 'Status' : 'ConfigMap');
  });

  test('of a selection takes what it selects', async () => {
    for (const name of ['a', 'b', 'c']) {
      await said({ method: 'POST', path: MAPS, body: { metadata: { name, labels: { name } } } });
    }
    const { body } = await said({ method: 'DELETE', path: `${MAPS}?labelSelector=name+in+(a,b)` });
    expect(body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(['a', 'b']);
    expect((await said({ method: 'GET', path: `${MAPS}/a` })).status).toBe(404);
    expect((await said({ method: 'GET', path: `${MAPS}/c` })).status).toBe(200);
  });
});

describe('an apply', () => {
  const apply = (manager: string, data: object, more = '') =>
    said({ method: 'PATCH', path: `${MAPS}/a?fieldManager=${manager}${more}`, type: APPLY, body: map('a', { data }) });

  test('tells whose fields it would take, takes them by force, and gives up what it no longer names', async () => {
    expect((await apply('one', { a: '1', b: '1' })).status).toBe(201);
    expect((await apply('two', { a: '2' })).body.message).toBe(
      'Apply failed with 1 conflict: conflict with "one": .data.a',
    );
    const forced = await apply('two', { a: '2' }, '&force=true');
    expect(owners(forced)).toEqual({ one: { 'f:data': { 'f:b': {} } }, two: { 'f:data': { 'f:a': {} } } });
    expect((await apply('one', {})).body.data).toEqual({ a: '2' });
  });

  test('with fields that there are not is refused', async () => {
    const body = map('a', { dataa: {} });
    const { status, body: answer } = await said({
      method: 'PATCH',
      path: `${MAPS}/a?fieldManager=x`,
      type: APPLY,
      body,
    });
    expect(status).toBe(500);
    expect(answer.message).toBe(
      'failed to create typed patch object (/a; /v1, Kind=ConfigMap): .dataa: field not declared in schema',
    );
  });

  test('by kubectl takes over what kubectl has applied from its own side', async () => {
    const note = JSON.stringify(map('a', { data: { a: '1' } }));
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': note };
    const body = { ...map('a', { data: { a: '1' } }), metadata: { name: 'a', annotations } };
    await said({ method: 'POST', path: `${MAPS}?fieldManager=kubectl-client-side-apply`, body });
    const applied = await apply('kubectl', { a: '2' });
    expect(applied.status).toBe(200);
    const kept = applied.body.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'];
    expect(JSON.parse(kept).data).toEqual({ a: '2' });
  });
});

function owners({ body }: Told): object {
  const entries: readonly { manager: string; fieldsV1: object }[] = body.metadata.managedFields;
  return Object.fromEntries(entries.map(({ manager, fieldsV1 }) => [manager, fieldsV1]));
}
