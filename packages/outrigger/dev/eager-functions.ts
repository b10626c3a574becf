import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Plugin } from 'rolldown';
import { compileEagerly } from './compile-eagerly.ts';

/**
 * Takes a quarter off the time of `outrigger explain`. Node keeps the code of a module that has been compiled (its compile
 * cache), but V8 compiles a function only when it is first called, which is after that. So the bundled command is run on
 * examples, and each function that was called then is written so that V8 compiles it with the module.
 */
export function eagerFunctions(lines: readonly (readonly string[])[]): Plugin {
  return {
    name: 'eager-functions',
    writeBundle({ dir = '.' }) {
      const folder = resolve(dir);
      for (const [file, ranges] of calledFunctions(folder, lines)) {
        const path = join(folder, file);
        writeFileSync(path, compileEagerly(file, readFileSync(path, 'utf8'), ranges));
      }
    },
  };
}

/** `start-end` of every function of each file that ran, as V8's coverage tells. */
function calledFunctions(dir: string, lines: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-called-'));
  const start = `const { main } = await import(${JSON.stringify(join(dir, 'main.js'))}); await main(process.argv);`;
  for (const line of lines) {
    const parameters = ['--input-type=module', '--eval', start, 'outrigger', ...line];
    const env = { ...process.env, NODE_V8_COVERAGE: folder };
    const { status, stderr, error } = spawnSync(process.execPath, parameters, { env, encoding: 'utf8' });
    if (error) throw error;
    if (status !== 0) throw new Error(`outrigger ${line.join(' ')} ended with ${status}:\n${stderr}`);
  }
  const called = new Map<string, Set<string>>();
  for (const name of readdirSync(folder)) {
    const { result }: Coverage = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const { url, functions } of result) {
      const file = url.startsWith('file:') && url.includes(`${dir}/`) ? url.slice(url.lastIndexOf('/') + 1) : undefined;
      if (file === undefined) continue;
      const ranges = called.get(file) ?? new Set();
      called.set(file, ranges);
      for (const {
        ranges: [range],
      } of functions)
        if (range && range.count > 0) ranges.add(`${range.startOffset}-${range.endOffset}`);
    }
  }
  rmSync(folder, { recursive: true });
  return called;
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
}
