import { expect, test } from 'vitest';
import { type LabelRequirement, meetsRequirement } from './meets-requirement.ts';

const LABELS = { app: 'web', empty: '', cores: '16', odd: '16 cores', big: '9223372036854775808' };

test.each<[LabelRequirement, boolean]>([
  [{ key: 'app', operator: 'In', values: ['db', 'web'] }, true],
  [{ key: 'app', operator: 'In', values: ['db'] }, false],
  [{ key: 'none', operator: 'In', values: [''] }, false],
  [{ key: 'empty', operator: 'In', values: [''] }, true],
  [{ key: 'app', operator: 'NotIn', values: ['db'] }, true],
  [{ key: 'app', operator: 'NotIn', values: ['web'] }, false],
  [{ key: 'none', operator: 'NotIn', values: ['web'] }, true],
  [{ key: 'empty', operator: 'Exists' }, true],
  [{ key: 'none', operator: 'Exists' }, false],
  [{ key: 'constructor', operator: 'Exists' }, false],
  [{ key: 'none', operator: 'DoesNotExist' }, true],
  [{ key: 'constructor', operator: 'DoesNotExist' }, true],
  [{ key: 'app', operator: 'DoesNotExist' }, false],
  [{ key: 'cores', operator: 'Gt', values: ['9'] }, true],
  [{ key: 'cores', operator: 'Gt', values: ['+15'] }, true],
  [{ key: 'cores', operator: 'Gt', values: ['16'] }, false],
  [{ key: 'cores', operator: 'Lt', values: ['17'] }, true],
  [{ key: 'cores', operator: 'Lt', values: ['-1'] }, false],
  [{ key: 'cores', operator: 'Gt', values: ['many'] }, false],
  [{ key: 'cores', operator: 'Gt', values: [] }, false],
  [{ key: 'odd', operator: 'Gt', values: ['1'] }, false],
  [{ key: 'big', operator: 'Gt', values: ['1'] }, false],
  [{ key: 'none', operator: 'Lt', values: ['1'] }, false],
  [{ key: 'app', operator: 'Near', values: ['web'] }, false],
  [{ key: 'app' }, false],
])('%j: %s', (requirement, isMet) => {
  expect(meetsRequirement(requirement, LABELS)).toBe(isMet);
});
