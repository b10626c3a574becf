import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFullRun } from '../../../effort.ts';
import { beatingContainer, LONGEST_GAP } from './beating-container.ts';
import { openPlace, readProc, until } from './run-in-process.ts';

/** Lines of 1000 bytes, ten in a millisecond: 10 MB/s. */
const LINES = isFullRun ? 200_000 : 65_000;

describe.runIf(process.platform === 'linux')('a container that prints 10 MB in a second', () => {
  test('loses no line, fills no disk and no memory, and holds nobody up', { timeout: 120_000 }, async ({
    onTestFinished,
  }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    const { container, longestGap } = beatingContainer(place);
    const goOn = join(place.path, 'go-on');
    const printer = {
      ...container,
      name: 'work',
      readinessProbe: undefined,
      command: [process.execPath, '-e', printing(goOn)],
    };
    const spec = {
      restartPolicy: 'Never',
      initContainers: [{ ...container, restartPolicy: 'Always' }],
      containers: [printer],
    };
    const command = place.runPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec }, '--logs');
    const followed = numbersIn(command.child.stdout);
    const peaks = () => [command.child.pid ?? 0, place.supervisor() ?? 0].map(peakOf);

    await until(() => followed.count() > LINES / 3);
    const before = peaks();
    await until(() => followed.count() === LINES);
    const after = peaks();
    expect(followed.isWhole()).toBe(true);
    expect(Math.max(...after)).toBeLessThan(MOST_MEMORY);
    expect(Math.max(...after.map((peak, index) => peak - (before[index] ?? 0)))).toBeLessThan(MOST_GROWTH);

    const kept = logsIn(join(place.state, 'default_pod', 'logs', 'work'));
    expect(kept.map(({ size }) => size).filter((size) => size > 10 * MIB)).toEqual([]);
    expect(kept).toHaveLength(5);
    const numbers = kept.flatMap(({ text }) => [...text.matchAll(/ F (\d{9}) /g)].map(([, number]) => Number(number)));
    expect(numbers.at(-1)).toBe(LINES - 1);
    expect(numbers.length).toBeGreaterThan(40_000);
    expect(numbers).toEqual(numbers.map((_, index) => LINES - numbers.length + index));
    expect(longestGap()).toBeLessThan(LONGEST_GAP);

    writeFileSync(goOn, '');
    expect(await command.exitCode).toBe(0);
  });
});

const MIB = 1024 * 1024;
/** MiB. Seen on a machine with two cores: 149 and 91 after a third of the lines, 157 and 91 in the end. */
const MOST_MEMORY = 320;
const MOST_GROWTH = 64;

/** A program that prints numbered lines, and goes when it is told to. */
function printing(goOn: string): string {
  return `
    const begun = Date.now();
    let printed = 0;
    const more = () => {
      let text = '';
      for (const due = Math.min(${LINES}, (Date.now() - begun) * 10); printed < due; printed++) {
        text += String(printed).padStart(9, '0') + ' ' + 'x'.repeat(989) + '\\n';
      }
      process.stdout.write(text);
      if (printed < ${LINES}) setTimeout(more, 5);
      else setInterval(() => require('node:fs').existsSync(${JSON.stringify(goOn)}) && process.exit(0), 20);
    };
    more();`;
}

/** Counts the numbered lines that come, and sees whether each is one more than the last. */
function numbersIn(stream: NodeJS.ReadableStream | null) {
  let [count, isWhole, rest] = [0, true, ''];
  stream?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const number = /^pod\/work: (\d{9}) x{989}$/.exec(line)?.[1];
      isWhole &&= Number(number) === count;
      count++;
    }
  });
  return { count: () => count, isWhole: () => isWhole };
}

/** The files of a log, oldest first. */
function logsIn(folder: string) {
  const turn = (name: string) => Number(/\.log\.(\d+)$/.exec(name)?.[1] ?? 0);
  return readdirSync(folder)
    .toSorted((a, b) => turn(b) - turn(a))
    .map((name) => join(folder, name))
    .map((path) => ({ size: statSync(path).size, text: readFileSync(path, 'latin1') }));
}

/** The most memory that a process ever had resident, in MiB. */
function peakOf(pid: number): number {
  return Math.round(Number(/^VmHWM:\s*(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1]) / 1024);
}
