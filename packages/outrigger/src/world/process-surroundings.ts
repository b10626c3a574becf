import { fstatSync, writeSync } from 'node:fs';
import { Failure } from './failure.ts';
import { type Output, OutputClosed, type Surroundings } from './surroundings.ts';

/** The surroundings of this process. */
export function processSurroundings(): Surroundings {
  return { env: process.env, stdout: outputTo(1), stderr: outputTo(2), stdin: () => process.stdin };
}

/**
 * Writes straight to the descriptor: `process.stdout` costs 3 ms to open, and drops what a full pipe has not yet taken
 * when the process ends early. Streams are opened only to ask a terminal for its size.
 */
function outputTo(descriptor: 1 | 2): Output {
  const isTty = mayBeTerminal(descriptor) && isatty(descriptor);
  const writeBytes = (bytes: Uint8Array): void => {
    let rest = bytes;
    while (rest.length > 0) rest = rest.subarray(writeSome(descriptor, rest));
  };
  return {
    isTty,
    get columns() {
      return isTty ? (descriptor === 1 ? process.stdout : process.stderr).columns : undefined;
    },
    get rows() {
      return isTty ? (descriptor === 1 ? process.stdout : process.stderr).rows : undefined;
    },
    write: (text) => writeBytes(Buffer.from(text)),
    writeBytes,
  };
}

/** Asked first, because `node:tty` brings all of Node's network along (5 ms). */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const { rdev, mode } = fstatSync(descriptor);
    const isCharacterDevice = (mode & 0o170000) === 0o020000;
    // Linux: major 1 is memory, such as /dev/null.
    return isCharacterDevice && !(process.platform === 'linux' && rdev >> 8 === 1);
  } catch {
    // A descriptor that has been closed.
    return false;
  }
}

function isatty(descriptor: number): boolean {
  return process.getBuiltinModule('node:tty').isatty(descriptor);
}

function writeSome(descriptor: 1 | 2, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE' || code === 'EOF') throw new OutputClosed();
    if (code !== 'EAGAIN') throw unwritable(descriptor, error as NodeJS.ErrnoException);
    // A pipe that somebody made non-blocking is full: give its reader a moment.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    return 0;
  }
}

/** A full disk, a terminal that has gone: nothing that Outrigger can mend, and no bug of its own. */
function unwritable(descriptor: 1 | 2, cause: NodeJS.ErrnoException): Failure {
  const why = /^[A-Z]+: (.*), \w+$/.exec(cause.message)?.[1] ?? cause.message;
  const message = `standard ${descriptor === 1 ? 'output' : 'error'} cannot be written: ${why}`;
  return new Failure(message, { code: 'unwritable-output', exitCode: 3, cause });
}
