import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { COMMAND } from '../../command-in-clone.ts';
import { isFullRun } from '../../effort.ts';

/** How many recordings of real kubelets a driver's lives agree with, and which they do not. */
export interface Agreement {
  readonly agree: number;
  readonly judged: number;
  readonly disagreeing: readonly string[];
}

/**
 * Acts Scenarios out by the command itself, and has the recordings' own judge compare them with those of kubelet 1.36.2: in CI
 * some of every file, the shortest of them; in a full run all.
 */
export async function actAndJudge(golden: string, flags: readonly string[]): Promise<Agreement> {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-same-life-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const played = chooseScenarios(golden);
  const file = join(folder, 'scenarios.yaml');
  writeFileSync(file, played.map(({ text }) => text).join('\n---\n'));
  const recordings = join(folder, 'acted.jsonl');
  writeFileSync(recordings, await act(file, flags));
  const judged = await output(process.execPath, [
    join(golden, 'compare.mjs'),
    join(golden, 'kubelet/1.36.2'),
    recordings,
  ]);
  const names = new Set(played.map(({ name }) => name));
  const lines = judged.trim().split('\n');
  // Of those that were not played the judge says so in the line below the name.
  const disagreeing = lines.filter((line, i) => names.has(line) && !lines[i + 1]?.includes('not played'));
  const [, agree, total] = /^(\d+) of (\d+) agree/.exec(lines.at(-1) ?? '') ?? [];
  const unplayed = lines.filter((line) => line.trim() === 'not played').length;
  process.stderr.write(
    `${flags.join(' ')}: ${agree} of ${Number(total) - unplayed} agree; not: ${disagreeing.join(', ')}\n`,
  );
  return { agree: Number(agree), judged: Number(total) - unplayed, disagreeing };
}

/** In CI of each file so many. */
const OF_EACH = 2;

function chooseScenarios(golden: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(join(golden, 'scenarios')).flatMap((file) => {
    const documents = parseAllDocuments(readFileSync(join(golden, 'scenarios', file), 'utf8'));
    const all = documents.map((document) => {
      const { metadata, until = '60s' } = document.toJS();
      return { name: metadata.name as string, text: document.toString(), until: Number.parseInt(until, 10) };
    });
    return isFullRun ? all : all.toSorted((a, b) => a.until - b.until).slice(0, OF_EACH);
  });
}

function act(file: string, flags: readonly string[]): Promise<string> {
  return output(process.execPath, [
    COMMAND,
    'run',
    '--scenario',
    file,
    ...flags,
    ...['--timing', 'kubelet', '-o', 'recording'],
  ]);
}

function output(command: string, parameters: readonly string[]): Promise<string> {
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
