import { zstdDecompressSync } from 'node:zlib';
import { packZstd } from './pack-zstd.ts';

/** JSON as it lies in the file: packed from so many characters on, where that is shorter. */
export function packJson(value: unknown, worth: number = WORTH): string | Uint8Array {
  const json = JSON.stringify(value);
  if (json.length < worth) return json;
  const packed = packZstd(Buffer.from(json));
  return packed.length < json.length ? packed : json;
}

/** The value again. */
export function unpackJson(json: string | Uint8Array): unknown {
  return JSON.parse(typeof json === 'string' ? json : zstdDecompressSync(json).toString());
}

const WORTH = 256;
