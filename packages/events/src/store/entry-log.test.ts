import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEntryLog, entriesIn, restoreEntries, type SavedEntries } from './entry-log.ts';

const steps = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('put' as const), key: fc.nat(30), value: fc.nat() }),
    fc.record({ act: fc.constant('fill' as const), value: fc.nat() }),
    fc.record({ act: fc.constant('remove' as const), key: fc.nat(30) }),
    fc.record({ act: fc.constant('store' as const) }),
    fc.record({ act: fc.constant('restart' as const) }),
  ),
  { maxLength: 400 },
);

test('what was stored last is what comes back, whatever was put, removed and restarted before', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const checkpoints = new Map<string, string>();
      const restore = () =>
        restoreEntries('log', async (name) => JSON.parse(checkpoints.get(name) ?? 'null') as unknown);
      let values = new Map<string, unknown>();
      let stored = new Map<string, unknown>();
      const open = (saved?: SavedEntries) =>
        createEntryLog({ name: 'log', entryOf: (key) => values.get(key), saved, chunkSize: 3 });
      let log = open();
      for (const step of all) {
        if (step.act === 'put') {
          values.set(`${step.key}`, step.value);
          log.touch(`${step.key}`);
        } else if (step.act === 'fill') {
          // Many at once lie in greater chunks.
          for (let key = 20; key < 90; key++) {
            values.set(`${key}`, step.value);
            log.touch(`${key}`);
          }
        } else if (step.act === 'remove') {
          if (values.delete(`${step.key}`)) log.touch(`${step.key}`);
        } else if (step.act === 'store') {
          for (const [name, value] of Object.entries(log.takeChanges())) checkpoints.set(name, JSON.stringify(value));
          stored = new Map(values);
        } else {
          const saved = await restore();
          values = new Map(entriesIn(saved));
          expect(values).toEqual(stored);
          log = open(saved);
        }
      }
      expect(new Map(entriesIn(await restore()))).toEqual(stored);
    }),
  );
});

test('a log does not grow with what is written, but with what is alive', () => {
  const checkpoints = new Map<string, unknown>();
  const log = createEntryLog({ name: 'log', entryOf: (key) => key, chunkSize: 4 });
  for (let nth = 0; nth < 10_000; nth++) {
    log.touch(`${nth % 20}`);
    for (const [name, value] of Object.entries(log.takeChanges())) checkpoints.set(name, value);
  }
  expect([...checkpoints.values()].filter((value) => value !== null).length).toBeLessThan(20);
});
