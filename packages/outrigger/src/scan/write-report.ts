import { renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { Failure } from '../world/failure.ts';

/** Writes a file that appears as a whole, or not at all. */
export function writeReport(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (cause) {
    remove(temporary);
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new Failure(`${file} cannot be written: ${WHY[code] ?? (cause as Error).message}`, {
      code: 'unwritable-output',
      exitCode: 3,
      cause,
    });
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such directory',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOSPC: 'the disk is full',
};

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It was never made; the failure says why.
  }
}
