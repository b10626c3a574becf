/** One entry of an archive: a file with its bytes, or a symbolic link. */
export type TarEntry =
  | { readonly path: string; readonly bytes: Uint8Array; readonly mode?: number }
  | { readonly path: string; readonly folder: true; readonly mode?: number }
  | { readonly path: string; readonly linkTo: string };

/** An archive in memory (POSIX ustar). Everything is root's and of 1970, so that the same entries give the same bytes. */
export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap((entry) => [header(entry), padded(entry)]), Buffer.alloc(2 * BLOCK)]);
}

const BLOCK = 512;

function header(entry: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK);
  const [type, size, mode] =
    'linkTo' in entry
      ? ['2', 0, 0o777]
      : 'folder' in entry
        ? ['5', 0, entry.mode ?? 0o755]
        : ['0', entry.bytes.length, entry.mode ?? 0o644];
  block.write(entry.path, 0, 100);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write(type, 156);
  if ('linkTo' in entry) block.write(entry.linkTo, 157, 100);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

function padded(entry: TarEntry): Buffer {
  if (!('bytes' in entry)) return Buffer.alloc(0);
  const rest = entry.bytes.length % BLOCK;
  return Buffer.concat([entry.bytes, Buffer.alloc(rest === 0 ? 0 : BLOCK - rest)]);
}
