import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import type { DecisionLine } from './decision.ts';

/** A log that never grows without end, and never makes a request wait. */
export interface DecisionLog {
  readonly write: (line: DecisionLine) => void;
  /** Lines that were not written: the disk is slower than the requests, or refuses. */
  readonly dropped: () => number;
  /** Resolves when all is on the disk that will be. */
  readonly close: () => Promise<void>;
}

/** How large a log may become. */
export interface LogBounds {
  /** Bytes after which a file is put aside as FILE.1, what was that as FILE.2, …. */
  readonly fileBytes: number;
  /** Files that are kept beside the one that is written. */
  readonly kept: number;
  /** Bytes that may wait for the disk. */
  readonly waitingBytes: number;
}

/** 16 MiB a file, seven of them and the one that is written, some 20,000 choices among ten endpoints; 8 MiB in memory. */
export const LOG_BOUNDS: LogBounds = { fileBytes: 16 << 20, kept: 7, waitingBytes: 8 << 20 };

/** A log in a file, continued where it ended. Called back once with the first error of the disk. */
export function openDecisionLog(
  path: string,
  onFailure: (error: Error) => void,
  bounds: LogBounds = LOG_BOUNDS,
): DecisionLog {
  let size = existsSync(path) ? statSync(path).size : 0;
  let waiting: string[] = [];
  let waitingBytes = 0;
  let dropped = 0;
  let hasFailed = false;
  let writing: Promise<void> | undefined;

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      waitingBytes = 0;
      try {
        for (const part of filesOf(lines, bounds.fileBytes)) {
          if (size > 0 && size + part.bytes > bounds.fileBytes) {
            putAside(path, bounds.kept);
            size = 0;
          }
          await appendFile(path, part.text);
          size += part.bytes;
        }
      } catch (error) {
        dropped += lines.length;
        if (!hasFailed) onFailure(error as Error);
        hasFailed = true;
      }
    }
    writing = undefined;
  };

  return {
    write(line) {
      const text = `${JSON.stringify(line)}\n`;
      if (waitingBytes + text.length > bounds.waitingBytes) {
        dropped++;
        return;
      }
      waiting.push(text);
      waitingBytes += text.length;
      writing ??= Promise.resolve().then(flush);
    },
    dropped: () => dropped,
    close: () => writing ?? Promise.resolve(),
  };
}

/** Lines in parts of which none is larger than a file; a line alone may be. */
function* filesOf(
  lines: readonly string[],
  fileBytes: number,
): Generator<{ readonly text: string; readonly bytes: number }> {
  let text = '';
  let bytes = 0;
  for (const line of lines) {
    const more = Buffer.byteLength(line);
    if (bytes > 0 && bytes + more > fileBytes) {
      yield { text, bytes };
      text = '';
      bytes = 0;
    }
    text += line;
    bytes += more;
  }
  if (bytes > 0) yield { text, bytes };
}

function putAside(path: string, kept: number): void {
  rmSync(`${path}.${kept}`, { force: true });
  for (let at = kept - 1; at >= 0; at--) {
    const from = at === 0 ? path : `${path}.${at}`;
    if (kept > 0 && existsSync(from)) renameSync(from, `${path}.${at + 1}`);
  }
  if (kept === 0) rmSync(path, { force: true });
}
