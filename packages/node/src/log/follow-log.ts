import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type LogLine, readLogLine } from './read-line.ts';

/** A log that is read on from where it was left. */
export interface FollowedLog extends Disposable {
  /** The lines that have come since, whole ones only; goes on in the new file where the log was turned over. */
  readonly next: () => readonly LogLine[];
}

const CHUNK = 256 * 1024;
/** One for all: there may be hundreds of logs, and none is read while another is. */
const BUFFER = Buffer.alloc(CHUNK);

/** Opens a log at its beginning. It need not be there yet. */
export function followLog(path: string): FollowedLog {
  let file: number | undefined;
  let offset = 0;
  let rest = '';
  // A letter may be cut where a read ends.
  const decoder = new StringDecoder('utf8');

  const readOn = (): string => {
    if (file === undefined) return '';
    let text = '';
    for (;;) {
      const bytes = readSync(file, BUFFER, 0, CHUNK, offset);
      if (bytes === 0) return text;
      offset += bytes;
      text += decoder.write(BUFFER.subarray(0, bytes));
    }
  };
  const open = () => {
    try {
      file = openSync(path, 'r');
      offset = 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  /** The name belongs to another file now. */
  const isTurnedOver = () => {
    try {
      return file !== undefined && statSync(path).ino !== fstatSync(file).ino;
    } catch {
      return false;
    }
  };
  return {
    next() {
      if (file === undefined) open();
      let text = rest + readOn();
      if (isTurnedOver() && file !== undefined) {
        closeSync(file);
        file = undefined;
        open();
        text += readOn();
      }
      const end = text.lastIndexOf('\n');
      rest = text.slice(end + 1);
      return end < 0
        ? []
        : text
            .slice(0, end)
            .split('\n')
            .flatMap((entry) => readLogLine(entry) ?? []);
    },
    [Symbol.dispose]() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
