import { decodeValue } from './decode-value.ts';
import { DecodeStop, type Decoding, rootPosition, type StructTable } from './decoding.ts';

/** What an API server reads out of an object. */
export interface DecodedObject {
  /** Without what the server does not know, without nulls, and with canonical quantities. */
  readonly object: Readonly<Record<string, unknown>>;
  /** Fields that the server does not know, as it writes them. */
  readonly unknown: readonly string[];
  /** In the words of Go's decoder, why the object cannot be read; then it holds only what could be. */
  readonly problem: string | undefined;
}

/** Reads an object of any kind as an API server of 1.36 does, by the structs of a table. */
export function decodeObject(written: unknown, type: string, structs: StructTable): DecodedObject {
  const decoding: Decoding = { minor: 36, structs, unknown: [], problems: [] };
  const unknown = (): readonly string[] => decoding.unknown.map(({ field }) => field);
  try {
    const object = (decodeValue(written, type, rootPosition(decoding)) ?? {}) as DecodedObject['object'];
    return { object, unknown: unknown(), problem: decoding.problems[0]?.message };
  } catch (stop) {
    if (!(stop instanceof DecodeStop)) throw stop;
    return { object: {}, unknown: unknown(), problem: stop.problem.message };
  }
}
