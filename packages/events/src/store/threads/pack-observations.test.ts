import { expect, test } from 'vitest';
import type { Observation } from '../../observation.ts';
import { someObservation } from '../testing/some-observation.ts';
import { SHAPES } from '../testing/store-cases.ts';
import { packObservations, unpackObservations } from './pack-observations.ts';

/** As a thread gets them. */
const handedOver = (given: Parameters<typeof packObservations>[0]) =>
  unpackObservations(structuredClone(packObservations(given)));

test.each(SHAPES)('an observation is the same in another thread: %s', (_, said) => {
  const given = [someObservation({ id: 'before' }), someObservation(said), someObservation({ id: 'after' })];
  expect(handedOver(given)).toEqual(given);
});

test('what no stage has said of an observation is said by none in another thread', () => {
  const { class: _c, metadata: _m, template: _t, correlationId: _i, ...bare } = someObservation();
  expect(handedOver([{ ...bare, related: undefined }])).toStrictEqual([{ ...bare, related: undefined }]);
  expect(handedOver([])).toEqual([]);
});

test('all that may be said of an observation is said of it in another thread', () => {
  const { class: meaning, metadata, template, correlationId, ...bare } = someObservation({ correlationId: 'i' });
  // What is new and may be left out is missing here, says the compiler, until it is handed over, too.
  const whole = { ...bare, class: meaning, metadata, template, correlationId } satisfies All;
  expect(Object.values(whole).filter((value) => value === undefined).length).toBeLessThanOrEqual(1);
  expect(handedOver([whole as Observation])).toEqual([whole]);
});

type All = { readonly [Field in keyof Required<Observation>]: unknown };
