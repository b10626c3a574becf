import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';

/**
 * The command that runs another one with a mark that it cannot lose by clearing its variables, leaving its session or its parent:
 * the soft limit of file locks, which every process inherits through fork and exec, the kernel ignores since 2.4.25, and
 * /proc/PID/limits shows (getrlimit(2)). Where there is no prlimit (util-linux) the variable alone has to do.
 */
export function withInheritedMark(mark: string, command: readonly string[]): readonly string[] {
  return isThere() ? ['prlimit', `--locks=${inheritedMark(mark)}:`, '--', ...command] : command;
}

/** The number that stands for a mark; that of a mark with nothing behind its slash is what those of the same pod begin with. */
export function inheritedMark(mark: string): string {
  const slash = mark.indexOf('/');
  const [pod, id] = slash < 0 ? [mark, ''] : [mark.slice(0, slash), mark.slice(slash + 1)];
  return `${FIRST}${nineDigits(pod)}${id === '' ? '' : nineDigits(id)}`;
}

/** Nobody else has such a limit; with two times nine digits it stays below 2^63. */
const FIRST = '1';

function nineDigits(text: string): string {
  const number = createHash('sha256').update(text).digest().readUIntBE(0, 6) % 1_000_000_000;
  return String(number).padStart(9, '0');
}

let known: boolean | undefined;

function isThere(): boolean {
  known ??= process.platform === 'linux' && ['/usr/bin/prlimit', '/bin/prlimit'].some((path) => existsSync(path));
  return known;
}
