import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type LogLine, readLogLine } from './read-line.ts';

/** A log that is read on from where it was left. */
export interface FollowedLog extends Disposable {
  /** The lines that have come since, whole ones only; goes on in the newer files where the log was turned over. */
  readonly next: () => readonly LogLine[];
}

const CHUNK = 256 * 1024;
/** One for all: there may be hundreds of logs, and none is read while another is. */
const BUFFER = Buffer.alloc(CHUNK);

/**
 * Opens a log at its beginning, or at that of the oldest file that is kept of it, from which it goes on in the newer ones. It need
 * not be there yet.
 */
export function followLog(path: string, from: 'newest' | 'oldest' = 'newest'): FollowedLog {
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
  const open = (name: string): number | undefined => {
    try {
      return openSync(name, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  };
  const openOldest = (): number | undefined => {
    for (let turn = MOST_TURNS; turn >= 1; turn--) {
      const oldest = open(`${path}.${turn}`);
      if (oldest !== undefined) return oldest;
    }
    return undefined;
  };
  /** The file that was begun when the one that is read was turned over; undefined where it was not. */
  const openFollowing = (old: number): number | undefined => {
    for (;;) {
      const now = inodeOf(path);
      const own = fstatSync(old).ino;
      if (now === undefined || now === own) return undefined;
      const turn = turnOf(path, own);
      const following = open(turn > 1 ? `${path}.${turn - 1}` : path);
      // Turned over once more meanwhile: the oldest is moved first.
      if (turnOf(path, own) === turn) return following;
      if (following !== undefined) closeSync(following);
    }
  };
  return {
    next() {
      file ??= (from === 'oldest' ? openOldest() : undefined) ?? open(path);
      let text = rest + readOn();
      while (file !== undefined) {
        const following = openFollowing(file);
        if (following === undefined) break;
        // What was written between the last look and the turn.
        text += readOn();
        closeSync(file);
        [file, offset] = [following, 0];
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

/** More than are ever kept. */
const MOST_TURNS = 20;

/** As which of the older files a log is kept by now; where it is gone, the oldest that there is goes on. */
function turnOf(path: string, inode: number): number {
  let oldest = 0;
  // Upwards, as they are moved; while they are, one is missing.
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const found = inodeOf(`${path}.${turn}`);
    if (found === inode) return turn;
    if (found !== undefined) oldest = turn;
  }
  return oldest + 1;
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
