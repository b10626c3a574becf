import type { Json } from '../meaning/json.ts';
import { isQuantity } from './quantity.ts';
import type { Leaf } from './schema-type.ts';

/** What a value has to be that holds no others. */
export interface LeafRule {
  /** In the words of a complaint. */
  readonly expected: string;
  isType(value: Json): boolean;
  /** Asked only of values of the right type; absent where they are all fine. */
  isValid?(value: Json): boolean;
}

export const leafRules: Readonly<Record<Leaf, LeafRule>> = {
  any: { expected: 'anything', isType: () => true },
  object: {
    expected: 'object',
    isType: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  },
  string: { expected: 'string', isType: isString },
  boolean: { expected: 'boolean', isType: (value) => typeof value === 'boolean' },
  number: { expected: 'number', isType: isNumber },
  int32: {
    expected: 'integer',
    isType: Number.isInteger,
    isValid: (value) => isWithin(value, -(2 ** 31), 2 ** 31 - 1),
  },
  // A double cannot tell the largest 64-bit number from the next one.
  int64: { expected: 'integer', isType: Number.isInteger, isValid: (value) => isWithin(value, -(2 ** 63), 2 ** 63) },
  'int-or-string': {
    expected: 'integer or string',
    isType: (value) => isString(value) || Number.isInteger(value),
    isValid: (value) => isString(value) || isWithin(value, -(2 ** 31), 2 ** 31 - 1),
  },
  quantity: {
    expected: 'string',
    isType: (value) => isNumber(value) || isString(value),
    isValid: (value) => isNumber(value) || isQuantity(String(value)),
  },
  'date-time': { expected: 'string', isType: isString, isValid: (value) => dateTime.test(String(value)) },
};

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/i;

function isString(value: Json): boolean {
  return typeof value === 'string';
}

function isNumber(value: Json): boolean {
  return typeof value === 'number';
}

function isWithin(value: Json, least: number, most: number): boolean {
  return Number(value) >= least && Number(value) <= most;
}
