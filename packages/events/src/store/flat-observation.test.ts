import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from '../observation.ts';
import { flatten, unflatten } from './flat-observation.ts';

/** Half characters, strokes, NUL and nothing at all among them. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', '/', 'a/b', '\ud83d', 'x\ude00', '\0', '__proto__', '\\ud83d'),
);
const time = fc.integer({ min: -8.64e15, max: 8.64e15 });
const reference = fc.record({ apiVersion: text, kind: text, namespace: text, name: text, uid: text, fieldPath: text });
const workload = fc.record({ kind: text, namespace: text, name: text });
const observation = fc.record(
  {
    id: text,
    cluster: text,
    from: time,
    until: time,
    seenAt: time,
    count: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    type: text,
    reason: text,
    message: text,
    action: text,
    about: reference,
    related: reference,
    source: fc.record({ component: text, instance: text }),
    origin: fc.constantFrom('event', 'synthesised'),
    event: fc.record({ namespace: text, name: text, uid: text, resourceVersion: text }),
    isCensored: fc.boolean(),
    isCombined: fc.boolean(),
    class: fc.record(
      { category: text, severity: text, rule: text, recovers: fc.array(text), subclass: text },
      { requiredKeys: ['category', 'severity', 'recovers'] },
    ),
    metadata: fc.record(
      { workload, node: text, zone: text, image: text, revision: text, labels: fc.dictionary(text, text) },
      { requiredKeys: ['labels'] },
    ),
    template: fc.record({ id: text, text }),
    correlationId: text,
  },
  {
    requiredKeys: [
      'id',
      'cluster',
      'from',
      'until',
      'seenAt',
      'count',
      'type',
      'reason',
      'message',
      'action',
      'about',
      'source',
      'origin',
      'event',
      'isCensored',
      'isCombined',
    ],
  },
);

test('whatever an observation says, its row says it; and a row is text that UTF-8 can hold', () => {
  fc.assert(
    fc.property(observation, (made) => {
      const given = made as unknown as Observation;
      const row = JSON.stringify(flatten(given));
      expect(row).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
      expect(unflatten(JSON.parse(Buffer.from(row).toString()))).toEqual(given);
    }),
    { numRuns: 500 },
  );
});
