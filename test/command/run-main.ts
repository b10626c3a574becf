import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../packages/outrigger/src/main.ts';

/** What a run of the command printed, and its exit code. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The surroundings of a run; by default no terminal, no environment, no input. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Columns of the terminal on stdout and stderr. */
  readonly terminal?: number;
}

/** Runs a command line in this process, through the door by which the command enters. */
export async function runMain(line: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { env = {}, stdin = '', terminal } = options;
  const printed = { stdout: '', stderr: '' };
  const outputTo = (name: 'stdout' | 'stderr') => ({
    isTty: terminal !== undefined,
    columns: terminal,
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const exitCode = await main(['node', 'outrigger', ...line], {
    env,
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    stdin: async function* () {
      yield Buffer.from(stdin);
    },
  });
  return { exitCode, ...printed };
}

/** A file with this text, for as long as the test runs. */
export function writeInput(text: string, name = 'pod.yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-input-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A folder with these files by their paths in it, for as long as the test runs. */
export function writeInputs(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-inputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
