import { expect, test } from 'vitest';
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
