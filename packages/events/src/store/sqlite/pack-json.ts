import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** JSON as it lies in the file: packed from so many characters on, where that is shorter. */
export function packJson(value: unknown, worth: number = WORTH): string | Uint8Array {
  const json = JSON.stringify(value);
  if (json.length < worth) return json;
  // Of what zlib would ask for by itself, 64 KiB, nearly all would be for nothing.
  const packed = zstdCompressSync(json, { chunkSize: json.length + MORE });
  return packed.length < json.length ? packed : json;
}

/** The value again. */
export function unpackJson(json: string | Uint8Array): unknown {
  return JSON.parse(typeof json === 'string' ? json : zstdDecompressSync(json).toString());
}

const WORTH = 256;
const MORE = 1024;
