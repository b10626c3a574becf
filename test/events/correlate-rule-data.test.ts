import { EVENT_CATALOG, RULE_FAMILIES, SYMPTOMS } from '@outrigger/events';
import { expect, test } from 'vitest';

const RULES = RULE_FAMILIES.flatMap(({ rules }) => rules);
const ROWS = EVENT_CATALOG.flatMap(({ rows }) => rows);
const KNOWN = new Set(ROWS.flatMap(({ reasons }) => reasons));

test('every reason that a causal rule or a symptom names is one that the catalogue knows', () => {
  const named = [
    ...RULES.flatMap(({ id, cause, effect }) =>
      [...(cause.reasons ?? []), ...(effect.reasons ?? [])].map((reason) => `${id}: ${reason}`),
    ),
    ...SYMPTOMS.flatMap(({ reasons }) => reasons.map((reason) => `symptom: ${reason}`)),
  ];
  expect(named.filter((text) => !KNOWN.has(text.split(': ')[1] ?? ''))).toEqual([]);
});

test('no causal rule waits for an effect that never is trouble, nor the cause of what is', () => {
  const leadsOn = new Set(RULES.flatMap(({ cause, use }) => (use === 'context' ? (cause.reasons ?? []) : [])));
  const inert = RULES.flatMap(({ id, use, effect }) =>
    (effect.reasons ?? [])
      .filter((reason) => !canBeTrouble(reason) && !(use === 'context' && leadsOn.has(reason)))
      .map((reason) => `${id}: ${reason}`),
  );
  expect(inert).toEqual([]);
});

test('every causal rule has an id of its own, and says from where it is known', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  expect(RULES.filter(({ source }) => source === '')).toEqual([]);
});

function canBeTrouble(reason: string): boolean {
  const rows = SYMPTOMS.filter(({ reasons }) => reasons.includes(reason));
  if (rows.some(({ isNoise }) => !isNoise)) return true;
  return ROWS.filter(({ reasons }) => reasons.includes(reason)).some(({ severity, subclasses = [] }) =>
    [severity, ...subclasses.map((part) => part.severity ?? severity)].some((one) => BAD.has(one)),
  );
}

const BAD = new Set(['warning', 'error', 'critical']);
