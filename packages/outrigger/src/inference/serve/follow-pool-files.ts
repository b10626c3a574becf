import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type PoolName, type PoolNow, planPool, poolsOf, readPoolFiles } from '@outrigger/inference';
import { printProblems } from '../../input/print-problems.ts';
import { watchFolder } from '../../up/watch-folder.ts';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** A pool of files. */
export interface FilePool {
  readonly follow: (hear: (pool: PoolNow) => void) => void;
  readonly [Symbol.dispose]: () => void;
}

/**
 * Reads a pool from files, and again after each change of them. A change that cannot be read is told, and the pool stays as it
 * was. Undefined when the files cannot be understood at first.
 */
export async function followPoolFiles(
  paths: readonly string[],
  { name, namespace }: { readonly name: string | undefined; readonly namespace: string | undefined },
  surroundings: Surroundings,
): Promise<FilePool | undefined> {
  const { stderr, stdin } = surroundings;
  const load = async (): Promise<PoolNow | undefined> => {
    const files = await readPoolFiles(paths, { ...(namespace !== undefined && { namespace }), stdin: stdin() });
    printProblems(files.problems, surroundings, { color: 'auto' });
    if (files.problems.some(({ severity }) => severity === 'error')) return undefined;
    return planPool(files, poolOf(poolsOf(files.objects), name, namespace));
  };
  let now = await load();
  if (!now) return undefined;
  let hear: (pool: PoolNow) => void = () => {};
  const again = async () => {
    const read = await load().catch((error: Error) => {
      stderr.write(`${error.message}\n`);
      return undefined;
    });
    if (!read) stderr.write('the pool stays as it was\n');
    else {
      now = read;
      hear(read);
    }
  };
  const folders = await Promise.all(paths.filter((path) => path !== '-').map(folderOf));
  const watches = [...new Set(folders)].map((folder) => watchFolder(folder, again));
  return {
    follow(listener) {
      hear = listener;
      if (now) listener(now);
    },
    [Symbol.dispose]() {
      for (const watch of watches) watch[Symbol.dispose]();
    },
  };
}

/** The folder: editors and ConfigMaps put another file in the place of the first. */
async function folderOf(path: string): Promise<string> {
  const there = await stat(path);
  return resolve(there.isDirectory() ? path : dirname(resolve(path)));
}

function poolOf(pools: ReturnType<typeof poolsOf>, name: string | undefined, namespace: string | undefined): PoolName {
  const named = pools.filter(
    (pool) => (name === undefined || pool.name === name) && (namespace === undefined || pool.namespace === namespace),
  );
  const [first, ...others] = named;
  if (!first && pools.length > 0)
    throw badFlag(
      name === undefined ? '-n' : '--pool',
      `the files have no InferencePool ${[namespace, name].filter((part) => part !== undefined).join('/')}`,
      hintOf(pools),
    );
  if (!first) throw badFlag('-f', 'the files have no InferencePool', 'name model servers by --endpoints instead');
  if (others.some((pool) => pool.name !== first.name || pool.namespace !== first.namespace))
    throw badFlag('-f', 'the files have several InferencePools', `choose one with --pool and -n; ${hintOf(named)}`);
  return first;
}

function hintOf(pools: ReturnType<typeof poolsOf>): string {
  return `there are: ${pools.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')}`;
}
