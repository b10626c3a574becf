import { appendFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type FollowedLog, followLog } from './follow-log.ts';

describe('a log that is followed', () => {
  let path = '';
  let log: FollowedLog;

  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-log-'));
    path = join(folder, '0.log');
    log = followLog(path);
    onTestFinished(() => {
      log[Symbol.dispose]();
      rmSync(folder, { recursive: true });
    });
  });

  test('need not be there yet, and gives each line once', () => {
    expect(next()).toEqual([]);
    write('a', 'b');
    expect(next()).toEqual(['a', 'b']);
    expect(next()).toEqual([]);
  });

  test('gives a line when it is whole', () => {
    appendFileSync(path, '2026-11-21T08:00:00.000000000Z stdout F hal');
    expect(next()).toEqual([]);
    appendFileSync(path, 'f\n');
    expect(next()).toEqual(['half']);
  });

  test('is read to its end when it was turned over', () => {
    write('a');
    expect(next()).toEqual(['a']);
    write('b');
    turnOver();
    expect(next()).toEqual(['b']);
    write('c');
    expect(next()).toEqual(['c']);
  });

  test('goes on through all files that came since, when it was turned over more than once', () => {
    write('a');
    next();
    for (const line of ['b', 'c', 'd']) {
      write(line);
      turnOver();
    }
    write('e');
    expect(next()).toEqual(['b', 'c', 'd', 'e']);
  });

  test('goes on with the oldest there is when its next has gone', () => {
    write('a');
    next();
    for (const line of ['b', 'c', 'd', 'e', 'f', 'g']) {
      turnOver();
      write(line);
    }
    expect(next()).toEqual(['c', 'd', 'e', 'f', 'g']);
  });

  test('can begin with the oldest file that is kept, and gives each line once when it is turned over again', () => {
    for (const line of ['a', 'b']) {
      write(line);
      turnOver();
    }
    write('c');
    log = followLog(path, 'oldest');
    expect(next()).toEqual(['a', 'b', 'c']);
    turnOver();
    write('d');
    expect(next()).toEqual(['d']);
  });

  function next(): readonly string[] {
    return log.next().map(({ text }) => text);
  }

  function write(...lines: readonly string[]): void {
    for (const line of lines) appendFileSync(path, `2026-11-21T08:00:00.000000000Z stdout F ${line}\n`);
  }

  /** As the one who writes it does, with five files. */
  function turnOver(): void {
    for (let turn = 4; turn >= 1; turn--) {
      const from = turn === 1 ? path : `${path}.${turn - 1}`;
      try {
        renameSync(from, `${path}.${turn}`);
      } catch {
        // There are not so many yet.
      }
    }
  }
});
