import { expect, test } from 'vitest';
import { decode, encode } from './codec.ts';
import { messages } from './messages.ts';
import { criSignal } from './words.ts';

/** Bytes as protoc writes them: field number and wire type, then the value. */
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.for([
  ['a text', encode('VersionRequest', { version: 'v1' }), '0a027631'],
  ['a number of several bytes', encode('ContainerMetadata', { name: 'a', attempt: 300 }), '0a016110ac02'],
  [
    'a negative number, in ten bytes',
    encode('LinuxContainerResources', { oomScoreAdj: -997 }),
    '289bf8ffffffffffffff01',
  ],
  ['a message in a message', encode('StopContainerRequest', { containerId: 'c', timeout: 30 }), '0a0163101e'],
  ['a map, as entries', encode('ContainerFilter', { labelSelector: { a: 'b' } }), '22060a016112 0162'.replace(' ', '')],
  ['a list of texts', encode('ExecSyncRequest', { cmd: ['a', 'b'] }), '12016112 0162'.replace(' ', '')],
  ['a field beyond fifteen', encode('ImageSpec', { userSpecifiedImage: 'a' }), '92010161'],
  ['nothing for what is left out', encode('Mount', { readonly: undefined }), ''],
] as const)('%s is written as protobuf has it', ([, bytes, expected]) => {
  expect(hex(bytes)).toBe(expected);
});

test('what is written is read again', () => {
  const status = {
    status: {
      id: 'c',
      metadata: { name: 'app', attempt: 2 },
      state: 2,
      createdAt: 1,
      startedAt: 2,
      finishedAt: 1_790_000_000_000_000_000,
      exitCode: 137,
      reason: 'OOMKilled',
      message: 'ü',
      labels: { a: 'b', __proto__x: 'y' },
      annotations: {},
      logPath: '/l',
      stopSignal: 23,
    },
    info: { info: '{}' },
  };
  expect(decode('ContainerStatusResponse', encode('ContainerStatusResponse', status))).toEqual(status);
});

test('what was not sent is zero, an empty list or map, and a message is missing', () => {
  expect(decode('PodSandboxConfig', new Uint8Array())).toEqual({
    hostname: '',
    logDirectory: '',
    portMappings: [],
    labels: {},
    annotations: {},
  });
});

test('fields that nobody knows here are passed over', () => {
  // field 99: a text; field 98: a number; field 97: eight bytes; field 1: what is asked for.
  const bytes = Buffer.from('9a06026869' + '900605' + '89060102030405060708' + '0a0161', 'hex');
  expect(decode('Empty', bytes)).toEqual({});
  expect(decode('VersionRequest', bytes)).toEqual({ version: 'a' });
});

test('a known field of another kind is passed over', () => {
  expect(decode('TaskExit', Buffer.from('0805' + '120161', 'hex'))).toEqual({ containerId: '', id: 'a' });
});

test('numbers in lists are read packed and one by one', () => {
  const packed = decode('LinuxContainerSecurityContext', Buffer.from('42020506', 'hex'));
  const single = decode('LinuxContainerSecurityContext', Buffer.from('40054006', 'hex'));
  expect([packed.supplementalGroups, single.supplementalGroups]).toEqual([
    [5, 6],
    [5, 6],
  ]);
});

test('no message has two fields of one number', () => {
  for (const [name, fields] of Object.entries(messages)) {
    const numbers = Object.values(fields).map(([number]) => number);
    expect(new Set(numbers).size, name).toBe(numbers.length);
  }
});

test.for([
  ['SIGABRT', 1],
  ['SIGKILL', 13],
  ['SIGTERM', 23],
  ['SIGUSR1', 29],
  ['SIGXFSZ', 34],
  ['SIGRTMIN', 35],
  ['SIGRTMIN+15', 50],
  ['SIGRTMAX-14', 51],
  ['SIGRTMAX-1', 64],
  ['SIGRTMAX', 65],
  ['SIGNONE', 0],
] as const)('the CRI calls %s %i', ([name, number]) => {
  expect(criSignal(name)).toBe(number);
});
