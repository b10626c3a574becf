import { ask, sayHead, sayRequest } from '../ask.ts';
import type { Check, Trial } from '../check.ts';
import { firstOf, notSent } from '../complaints.ts';
import type { Conversation } from '../connect-target.ts';
import { encode } from '../wire/encode.ts';

/** What no proxy sends, or what clients send through one: whatever is answered, the picker goes on. */
export const hostileChecks: readonly Check[] = (
  [
    ['no-protobuf', 'bytes that are no message', (talk) => talk.sayRaw(Buffer.from([0xff, 0xff, 0xff, 0x07, 0x80]))],
    ['endless-number', 'a number that does not end', (talk) => talk.sayRaw(Buffer.alloc(64, 0x80))],
    [
      'long-length',
      'a field longer than its message',
      (talk) => talk.sayRaw(Buffer.from([0x22, 0xff, 0xff, 0xff, 0xff, 0x7f, 1])),
    ],
    [
      'deep-lists',
      'a subset of lists in lists, a thousand deep',
      (talk) => sayHead(talk, { method: 'POST', subset: nested(1000) }),
    ],
    [
      'unknown-fields',
      'fields that nobody knows',
      (talk) =>
        talk.sayRaw(
          Buffer.concat([Buffer.from([0xfa, 0x7f, 3, 1, 2, 3]), encode('ProcessingRequest', { requestBody: {} })]),
        ),
    ],
    [
      'body-first',
      'a body before any headers',
      (talk) => talk.say({ requestBody: { body: Buffer.from('{}'), endOfStream: true } }),
    ],
    [
      'response-first',
      'a response before its request',
      (talk) => talk.say({ responseBody: { body: Buffer.from('x'), endOfStream: true } }),
    ],
    ['headers-twice', 'headers twice', headsTwice],
    [
      'many-headers',
      'two thousand headers, one of them with 60 KB',
      (talk) =>
        sayHead(talk, {
          method: 'GET',
          endOfStream: true,
          headers: {
            'x-long': 'x'.repeat(60_000),
            ...Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`x-${i}`, 'y'])),
          },
        }),
    ],
    [
      'deep-json',
      'JSON a hundred thousand brackets deep',
      (talk, trial) => sayRequest(trial, talk, { body: `{"model":"m","prompt":${'['.repeat(100_000)}` }),
    ],
    [
      'many-fields',
      'JSON of a hundred thousand names',
      (talk, trial) => sayRequest(trial, talk, { body: `{${'"model":"m",'.repeat(100_000)}"prompt":"x"}` }),
    ],
    [
      'odd-names',
      'names like __proto__, and text that is no UTF-8',
      (talk, trial) =>
        sayRequest(trial, talk, {
          body: Buffer.from('{"__proto__":{"model":1},"constructor":1,"model":"\xff\xfe\x00"}', 'latin1'),
        }),
    ],
  ] as const satisfies readonly (readonly [string, string, (talk: Conversation, trial: Trial) => void])[]
).map(
  ([id, what, say]): Check => ({
    id: `hostile/${id}`,
    what: `${what}: the picker goes on`,
    level: 'must',
    async run(trial) {
      const conversation = trial.target.open();
      say(conversation, trial);
      await trial.pause(50);
      const { ended } = await conversation.hear(() => true);
      conversation.cancel();
      const isGone = ended?.startsWith('UNAVAILABLE') ? `the stream ended with ${ended}` : undefined;
      return firstOf(isGone, notSent(await ask(trial)));
    },
  }),
);

function headsTwice(talk: Conversation): void {
  sayHead(talk, { method: 'POST' });
  sayHead(talk, { method: 'POST' });
}

function nested(depth: number): object {
  let value: object = { stringValue: '203.0.113.1:9' };
  for (let i = 0; i < depth; i++) value = { listValue: { values: [value] } };
  return value;
}
