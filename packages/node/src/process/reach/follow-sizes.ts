import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { TerminalSize } from '@outrigger/cluster';

/**
 * Gives the terminal that `script` has made the size of the client's, each time that changes. Node cannot do so itself; `stty` of the
 * machine can, and the kernel then tells whoever runs there (SIGWINCH).
 */
export async function followSizes(script: number, sizes: AsyncIterable<TerminalSize>): Promise<void> {
  let terminal: string | undefined;
  for await (const { width, height } of sizes) {
    terminal ??= await terminalOf(script);
    if (terminal === undefined) return;
    execFile('stty', ['-F', terminal, 'rows', String(height), 'cols', String(width)], () => {});
  }
}

/** That of its child, which is there in a moment. */
async function terminalOf(script: number): Promise<string | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = terminalNow(script);
    if (found !== undefined) return found;
    await delay(BETWEEN_TRIES);
  }
  return undefined;
}

const TRIES = 50;
const BETWEEN_TRIES = 20;

function terminalNow(script: number): string | undefined {
  try {
    const [child = ''] = readFileSync(`/proc/${script}/task/${script}/children`, 'utf8').split(' ');
    const path = child === '' ? '' : readlinkSync(`/proc/${child}/fd/0`);
    return path.startsWith('/dev/pts/') ? path : undefined;
  } catch {
    return undefined;
  }
}
