import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type MakePlugIn, modulesOf, readUpstreamConfig, type UpstreamConfig } from '@outrigger/inference';
import { type Problem, parseValue, readTextOf, type TextLocator } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** A configuration of a policy, with the places of its parts. */
export interface PolicyFile {
  readonly config: UpstreamConfig;
  /** What keeps it from being used, with its places. */
  readonly problems: readonly Problem[];
  /** The modules it names. */
  readonly modules: readonly string[];
}

/** Reads an EndpointPickerConfig and loads the modules it names; undefined after what is wrong with its text was printed. */
export async function loadPolicyFile(file: string, surroundings: Surroundings): Promise<PolicyFile | undefined> {
  const read = await readTextOf(file, { stdin: surroundings.stdin() });
  const parsed = read.ok ? await parseValue(read.text, file) : { ok: false as const, problems: [read.problem] };
  if (!parsed.ok) {
    printProblems(parsed.problems, surroundings, { color: 'auto' });
    return undefined;
  }
  const modules = new Map<string, MakePlugIn>();
  const named = modulesOf(parsed.value);
  for (const path of named) modules.set(path, await loadModule(path, file));
  const config = readUpstreamConfig(parsed.value, modules);
  return {
    config,
    problems: problemsOf(config, parsed, file),
    modules: named.map((path) => placeOf(path, file)),
  };
}

/** Beside the configuration that names it. It runs in this process: who may write the file may do what the picker may. */
async function loadModule(path: string, file: string): Promise<MakePlugIn> {
  const place = placeOf(path, file);
  // A module is loaded once by its address: one that has changed needs another.
  const text = await readFile(place).catch(() => '');
  const url = `${pathToFileURL(place).href}?${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  let loaded: { readonly plugIn?: unknown };
  try {
    loaded = await import(url);
  } catch (error) {
    throw new Failure(`the module ${path} cannot be loaded: ${(error as Error).message}`, {
      code: 'bad-module',
      cause: error,
      hint: 'paths are read from the folder of the configuration',
    });
  }
  if (typeof loaded.plugIn === 'function') return loaded.plugIn as MakePlugIn;
  throw new Failure(`the module ${path} exports no function plugIn`, {
    code: 'bad-module',
    hint: 'export const plugIn = (parameters) => ({ scorer: (situation, kept) => kept.map(() => 0.5) })',
  });
}

function placeOf(path: string, file: string): string {
  return resolve(file === '-' ? '.' : dirname(file), path);
}

function problemsOf({ mapped }: UpstreamConfig, { locate }: TextLocator, file: string): readonly Problem[] {
  return mapped
    .filter(({ maps }) => maps === 'no')
    .map(({ path, part, note }) => ({
      code: 'unsupported-value',
      severity: 'error',
      message: `${part}: ${note}`,
      hint: 'outrigger inference policy FILE shows what becomes of each part',
      file,
      path,
      position: locate(path),
    }));
}
