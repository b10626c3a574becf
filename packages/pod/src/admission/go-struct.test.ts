import { describe, expect, it } from 'vitest';
import { type GoShape, printGoStruct, printGoStructs } from './go-struct.ts';

const inner: GoShape = { type: 'core.Inner', fields: [['Level', 'level', 'string']] };
const shape: GoShape = {
  type: 'core.Outer',
  fields: [
    ['Name', 'name', 'string'],
    ['Flag', 'flag', '*bool'],
    ['Inner', 'inner', inner],
    ['Newer', 'newer', '*int64', 30],
  ],
};

describe('printGoStruct', () => {
  it.each([
    [{}, 36, '{"Name":"","Flag":null,"Inner":null,"Newer":null}'],
    [{ name: 'x', inner: {} }, 34, '{"Name":"x","Flag":null,"Inner":{"Level":""},"Newer":null}'],
    [{ name: 'x' }, 33, 'core.Outer{Name:"x", Flag:(*bool)(nil), Inner:(*core.Inner)(nil), Newer:(*int64)(nil)}'],
    [{ flag: true }, 29, 'core.Outer{Name:"", Flag:(*bool)(0xc000000000), Inner:(*core.Inner)(nil)}'],
  ])('prints %j as 1.%i does', (value, minor, printed) => {
    expect(printGoStruct(value, shape, minor)).toBe(printed);
  });
});

describe('printGoStructs', () => {
  it.each([
    [33, '[]core.Inner{core.Inner{Level:"a"}, core.Inner{Level:"b"}}'],
    [34, '[{"Level":"a"},{"Level":"b"}]'],
  ])('prints a list as 1.%i does', (minor, printed) => {
    expect(printGoStructs([{ level: 'a' }, { level: 'b' }], inner, minor)).toBe(printed);
  });
});
